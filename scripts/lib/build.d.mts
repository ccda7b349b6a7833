export function build(root: string): boolean;
