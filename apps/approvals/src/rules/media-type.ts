export const MEDIA_TYPES = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

const BEGINNINGS: Record<MediaType, Buffer> = {
  'application/pdf': Buffer.from('%PDF-'),
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
};

/** What a file is by its first bytes, whatever its sender calls it; null when it is none of what we take. */
export function mediaTypeOf(content: Uint8Array): MediaType | null {
  return MEDIA_TYPES.find(type => BEGINNINGS[type].equals(content.subarray(0, BEGINNINGS[type].length))) ?? null;
}
