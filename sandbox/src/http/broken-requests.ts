import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** How long the rest of a broken request is read and thrown away, so that its answer arrives before the end. */
const DRAIN_MS = 2000;

const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * Answers what is no HTTP, or too long to be read. Node's own way closes the connection at once, and whoever is still
 * sending gets a reset in the place of the answer.
 */
export function answerBrokenRequests(server: Server): void {
  const answered = new WeakSet<Duplex>();
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    if (answered.has(socket)) return;
    answered.add(socket);
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    socket.end(
      `HTTP/1.1 ${STATUS[error.code ?? ''] ?? '400 Bad Request'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
    socket.resume();
    const timer = setTimeout(() => socket.destroy(), DRAIN_MS);
    socket.once('end', () => socket.destroy());
    socket.once('close', () => clearTimeout(timer));
  });
}
