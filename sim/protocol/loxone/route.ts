import type { ApiCommand } from '../../domain/miniserver/api-command.ts'

/** The content of a command, without its echo. */
export type Content = ApiCommand extends infer Command
  ? Command extends ApiCommand
    ? Omit<Command, 'control'>
    : never
  : never

/** A path in words, `*` for one encoded part, `**` for the rest; and what its parts, URI-decoded, mean. */
export type Route = readonly [path: string, parse: (parts: readonly string[]) => Content]
