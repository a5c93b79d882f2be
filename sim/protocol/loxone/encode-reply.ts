import type { ApiCommand } from '../../domain/miniserver/api-command.ts'
import type { ApiReply } from '../../domain/miniserver/effect.ts'
import { envelope } from './envelope.ts'
import { pseudoJson } from './pseudo-json.ts'
import { structureFile } from './structure-file.ts'

/** An answer as text; a `file` has another message header than other text (docs/miniserver-protocol.md §1.6). */
export interface EncodedReply {
  readonly kind: 'text' | 'file'
  readonly body: string
}

/** Spells the answer to a command, before any encryption. */
export function encodeReply(command: ApiCommand, reply: ApiReply): EncodedReply {
  if (reply.structure !== undefined) return { kind: 'file', body: JSON.stringify(structureFile(reply.structure)) }
  if (reply.file !== undefined) return { kind: 'file', body: reply.file }
  if (reply.native === true) return { kind: 'text', body: JSON.stringify(reply.value) }
  return { kind: 'text', body: envelope(command.control, reply.code, spelledValue(innermost(command), reply)) }
}

/** The command itself, without the login it may come with. */
export function innermost(command: ApiCommand): ApiCommand {
  return command.type === 'basic' || command.type === 'with-token' ? innermost(command.inner) : command
}

function spelledValue(command: ApiCommand, { code, value }: ApiReply): unknown {
  if (code !== 200) return value
  const isInfo = command.type === 'config' && command.name !== 'version'
  if (isInfo) return pseudoJson(value as Readonly<Record<string, unknown>>)
  return isJsonAsText(command) ? JSON.stringify(value) : value
}

function isJsonAsText(command: ApiCommand): boolean {
  return JSON_AS_TEXT.has(command.type) || (command.type === 'io' && command.action === 'codes')
}

/** Users, groups and operating times, and a keypad's codes, come as JSON inside a string; other objects do not (docs/miniserver-protocol.md §0.1, P-122). */
const JSON_AS_TEXT: ReadonlySet<ApiCommand['type']> = new Set<ApiCommand['type']>([
  'get-user-list',
  'get-user',
  'get-group-list',
  'add-or-edit-user',
  'calendar-entries',
])
