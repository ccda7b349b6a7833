/** Where the browser goes after signing in: a path of this site, never another site's address. */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > 2_000) return '/';
  // A browser reads `//host` and `/\host` as another host, and drops tabs and line ends before it looks.
  return /^\/(?![/\\])[^\s\\]*$/.test(wanted) ? wanted : '/';
}
