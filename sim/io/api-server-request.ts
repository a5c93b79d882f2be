import type { ServerResponse } from 'node:http'
import type { ApiCommand } from '../domain/miniserver/api-command.ts'
import type { ApiReply } from '../domain/miniserver/effect.ts'
import { encryptText } from '../protocol/loxone/aes.ts'
import { type HttpReply, httpError, httpReply } from '../protocol/loxone/http-reply.ts'
import type { SessionKey } from '../protocol/loxone/rsa.ts'
import type { ApiSession } from './api-server-session.ts'

/** One HTTP request as a session of one command. Its answer ends it. */
export class ApiHttpRequest implements ApiSession {
  readonly #response: ServerResponse
  readonly #command: ApiCommand
  readonly #encryptFor: SessionKey | undefined

  /** @param encryptFor the key under which the answer is to be encrypted (`fenc`) */
  constructor(response: ServerResponse, command: ApiCommand, encryptFor?: SessionKey) {
    this.#response = response
    this.#command = command
    this.#encryptFor = encryptFor
  }

  reply(_request: number, reply: ApiReply): void {
    const answer = httpReply(this.#command, reply)
    const encrypted = this.#encryptFor && { ...answer, body: encryptText(this.#encryptFor, answer.body) }
    send(this.#response, encrypted ?? answer)
  }

  states(): void {
    // A request that is answered hears no more.
  }

  /** Closed without an answer: the client is shut out, or its user is. */
  close(): void {
    if (!this.#response.writableEnded) send(this.#response, httpError(403))
  }

  outOfService(): void {
    if (!this.#response.writableEnded) send(this.#response, httpError(503))
  }
}

/** In one piece with its length: some clients parse each chunk by itself (docs/miniserver-protocol.md §1.1). */
export function send(response: ServerResponse, { status, contentType, body }: HttpReply): void {
  const bytes = Buffer.from(body, 'utf8')
  response.writeHead(status, {
    'content-type': `${contentType}; charset=utf-8`,
    'content-length': bytes.length,
    ...(status === 401 ? { 'www-authenticate': 'Basic realm="Loxone Miniserver"' } : {}),
  })
  response.end(bytes)
}
