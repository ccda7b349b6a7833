import { describe, expect, it } from '@jest/globals';
import { mediaTypeOf } from './media-type.js';

describe('the type of a document', () => {
  it.each([
    ['%PDF-1.7\n', 'application/pdf'],
    ['\x89PNG\r\n\x1a\n....', 'image/png'],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['<script>alert(1)</script>', null],
    ['MZ\x90', null],
    ['%PDF', null],
    ['', null],
  ])('%j is %s', (content, type) => {
    expect(mediaTypeOf(Buffer.from(content, 'latin1'))).toBe(type);
  });
});
