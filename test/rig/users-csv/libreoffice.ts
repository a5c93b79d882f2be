import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What this machine lacks for opening files in a real spreadsheet, with what mends it; nothing when all is there. */
export async function libreOfficeMissing(): Promise<readonly string[]> {
  const { error } = spawnSync('soffice', ['--version'])
  return error === undefined ? [] : ['LibreOffice is not installed: sudo apt-get install libreoffice-calc-nogui']
}

/** How LibreOffice writes CSV: code of the delimiter, of the quote, number of the encoding, first line. */
export const SAVED = {
  'UTF-8 with semicolons': '59,34,76,1',
  'Windows-1252 with commas': '44,34,1,1',
  'UTF-16 with tabs': '9,34,65535,1',
} as const

const COLUMNS_MAX = 40
/** Every column is text, as whoever knows CSV chooses it on opening. */
const AS_TEXT = Array.from({ length: COLUMNS_MAX }, (_, at) => `${at + 1}/2`).join('/')
const FILTER = 'Text - txt - csv (StarCalc)'

/** A file of UTF-8 with semicolons that LibreOffice opened and saved again. Throws where it saved nothing. */
export function savedAgain(
  file: string,
  options: { readonly as: keyof typeof SAVED; readonly asText: boolean },
): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'loxrig-libreoffice-'))
  try {
    const path = join(folder, 'users.csv')
    writeFileSync(path, file)
    const opened = `59,34,76,1${options.asText ? `,${AS_TEXT}` : ''}`
    const { stderr } = spawnSync(
      'soffice',
      [
        '--headless',
        `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
        `--infilter=${FILTER}:${opened}`,
        '--convert-to',
        `csv:${FILTER}:${SAVED[options.as]}`,
        ...['--outdir', join(folder, 'saved'), path],
      ],
      { encoding: 'utf8' },
    )
    try {
      return readFileSync(join(folder, 'saved', 'users.csv'))
    } catch (cause) {
      throw new Error(`LibreOffice saved nothing: ${stderr}`, { cause })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
