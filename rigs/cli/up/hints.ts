import { readersOf } from '../../control/addresses.ts'
import type { RigFile } from '../../rig-file/shape.ts'

/** Three command lines that do something in a rig of this file, to paste into a second terminal. */
export function hintsFor(file: RigFile): string[] {
  return [tapHint(file) ?? 'status', explainHint(file) ?? 'time', 'watch'].map((hint) => `npx loxrig ${hint}`)
}

/** The last site's keypad: there the first one's users are guests. */
function tapHint(file: RigFile): string | undefined {
  const keypad = readersOf(file).findLast(({ kind }) => kind === 'nfc-code-touch')
  const tag = Object.entries(file.credentials ?? {}).find(([, credential]) => credential.tag !== undefined)
  return keypad === undefined || tag === undefined ? undefined : `tap ${keypad.site}/${keypad.reader} ${tag[0]}`
}

/** Somebody who was given a door, there where the tap is. */
function explainHint(file: RigFile): string | undefined {
  const sites = Object.entries(file.sites).reverse()
  for (const [site, { program }] of sites) {
    for (const { principal, allow } of program?.permissions ?? []) {
      const door = [allow].flat().find((object) => object?.startsWith('access:') === true)
      if (door !== undefined && !principal.includes(':'))
        return `explain ${quoted(principal)} ${quoted(`${site}/${door}`)}`
    }
  }
  return undefined
}

/** For a POSIX shell, quoted only where it must be. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `"${word.replace(/["$`\\]/g, '\\$&')}"`
}
