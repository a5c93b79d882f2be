import { programToJson } from '../program/json.ts'
import type { NamedId, Program } from '../program/program.ts'
import type { MiniserverState } from './state.ts'

/** A directory holds others and files by their names; a file is its text. */
export type FileTree = { readonly [name: string]: FileTree | string }

/**
 * What the file commands show (R90, P-117): the program that runs, without anything that authenticates somebody, and
 * what the unit is. Nothing else is kept in files here, no log either.
 */
export function filesOf({ identity, program }: MiniserverState): FileTree {
  const { serial, name, miniserverType, firmware } = identity
  return {
    prog: { 'program.json': fileText(withoutSecrets(program)) },
    sys: { 'unit.json': fileText({ serial, name, miniserverType, firmware }) },
  }
}

/** The directory or file at a path; slashes too many are passed over, and there is no way up. */
export function fileAt(tree: FileTree, path: string): FileTree | string | undefined {
  let found: FileTree | string | undefined = tree
  for (const name of path.split('/').filter((part) => part !== '')) {
    if (found === undefined || typeof found === 'string') return undefined
    found = Object.hasOwn(found, name) ? found[name] : undefined
  }
  return found
}

function fileText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

/** Passwords, codes, the ids of tags and iButtons, and keys of Trusts stay inside; their names are shown. */
function withoutSecrets(program: Program): unknown {
  const users = [...program.users.values()].map((user) => {
    const { password: _password, visuPassword: _visuPassword, codeDigest: _code, linkKey: _key, ...rest } = user
    const { tags, ibuttons, externalIds } = user
    return { ...rest, tags: namesOf(tags), ibuttons: namesOf(ibuttons), externalIds: namesOf(externalIds) }
  })
  const trusts = [...program.trusts.values()].map(({ key: _key, ...trust }) => trust)
  return { ...programToJson(program), users, trusts }
}

/** One that nobody named is called by its id. */
function namesOf(credentials: readonly NamedId[]): { readonly name: string }[] {
  return credentials.map(({ id, name }) => ({ name: name === id ? '' : name }))
}
