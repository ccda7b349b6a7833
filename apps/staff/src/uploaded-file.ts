import { UploadedSheet } from '#sheets';
import './rules/staff.errors.js';

/** Paths whose body is read as it comes, so that a file of any length needs little memory. */
export const STREAMED = /^\/v1\/reassignment-batches(\?|$)/;

/** The file in the body of the request. */
export const File = () => UploadedSheet({ service: 'STAFF', streamed: STREAMED });
