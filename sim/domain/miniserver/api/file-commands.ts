import type { User } from '../../program/program.ts'
import type { Effect } from '../effect.ts'
import { type FileTree, fileAt, filesOf } from '../files.ts'
import { type ApiContext, reply } from './context.ts'
import { localText } from './local-text.ts'
import { hasRight } from './rights.ts'
import { structureVersion } from './structure-view.ts'

/** The file commands (docs/miniserver-protocol.md §6). There is no FTP server. */
export type FileCommand = ({ readonly type: 'list-files' } | { readonly type: 'get-file' }) & {
  /** From the root, `prog/program.json`. */
  readonly path: string
}

/** `fslist`: a line for each entry; 403 without the right, 404 where there is no such directory. */
export function listFiles(context: ApiContext, { path }: FileCommand & { type: 'list-files' }, user: User): Effect[] {
  return answer(context, user, () => {
    const found = fileAt(filesOf(context.state), path)
    return found === undefined || typeof found === 'string' ? undefined : listing(context, found)
  })
}

/** `fsget`: the file as it is; 403 without the right, 404 where there is no such file. */
export function getFile(context: ApiContext, { path }: FileCommand & { type: 'get-file' }, user: User): Effect[] {
  return answer(context, user, () => {
    const found = fileAt(filesOf(context.state), path)
    return typeof found === 'string' ? found : undefined
  })
}

function answer(context: ApiContext, user: User, textOf: () => string | undefined): Effect[] {
  if (!hasRight(context, user, 'Ftp')) return [reply(context, 403, 'no right FTP here')]
  const text = textOf()
  return [text === undefined ? reply(context, 404, 'no such file') : reply(context, 200, undefined, { file: text })]
}

/** As hardware writes it: kind, size, local time, name. Everything is as old as the running program. */
function listing(context: ApiContext, directory: FileTree): string {
  structureVersion(context)
  const time = listedTime(localText(context.state.api.structure.sinceMs, context.env.zone))
  const line = (kind: 'd' | '-', sizeBytes: number, name: string) =>
    `${kind} ${String(sizeBytes).padStart(6)} ${time} ${name}\n`
  const entries = Object.entries(directory).map(([name, entry]) =>
    typeof entry === 'string' ? line('-', sizeBytesOf(entry), name) : line('d', 0, name),
  )
  return [line('d', 0, '.'), line('d', 0, '..'), ...entries].join('')
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2026-07-27 22:37:16` as `Jul 27 22:37`. */
function listedTime(text: string): string {
  return `${MONTHS[Number(text.slice(5, 7)) - 1]} ${text.slice(8, 10)} ${text.slice(11, 16)}`
}

/** In UTF-8. JSON has no half characters, which could not be encoded. */
function sizeBytesOf(json: string): number {
  return encodeURIComponent(json).replaceAll(/%../g, '-').length
}
