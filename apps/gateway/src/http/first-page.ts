import type { RequestHandler } from 'express';
import { join } from 'node:path';

const OURS = /^\/(api|sign-in|sign-out|session|health)(\/|$)/;

const WELCOME = `<!doctype html>
<html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Năng Lực</title>
<h1>Năng Lực</h1>
<p><a href="/sign-in?returnTo=/session">Đăng nhập / Sign in</a></p>
<p>API: <code>/api/&lt;service&gt;/v1/…</code></p></html>`;

/** Every address that is not the gateway's own is a page of the console, which finds it itself from its first page. */
export function firstPage(console: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'GET' || OURS.test(request.path)) next();
    else if (console) response.sendFile(join(console, 'index.html'), { headers: { 'Cache-Control': 'no-cache' } });
    else if (request.path === '/') response.type('html').send(WELCOME);
    else next();
  };
}
