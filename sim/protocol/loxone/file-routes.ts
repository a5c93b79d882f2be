import type { Route } from './route.ts'

/** The file commands (docs/miniserver-protocol.md §6). */
export const FILE_ROUTES: readonly Route[] = [
  ['dev/fslist/**', ([path = '']) => ({ type: 'list-files', path })],
  ['dev/fsget/**', ([path = '']) => ({ type: 'get-file', path })],
]
