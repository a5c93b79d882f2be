import { z } from 'zod'
import { RigError } from '../../sim/domain/errors.ts'
import { isAdministrator } from '../../sim/domain/program/administrators.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import type { RowFinding } from '../../sim/domain/user-table/finding.ts'
import { previewUsers, type RowPreview } from '../../sim/domain/user-table/preview.ts'
import type { PreviewOptions } from '../../sim/domain/user-table/preview-options.ts'
import { zoneTable } from '../../sim/io/zone.ts'
import type { ReadUsers } from '../../sim/protocol/csv/read-users.ts'
import type { Estate } from '../estate.ts'
import { codeDigest } from '../factory/plan.ts'
import { WALL_CLOCK_MS } from '../factory/zone-span.ts'
import { credentialOf } from '../rig-file/credential.ts'
import { identityOf } from '../rig-file/identity.ts'
import { callerAt } from './callers.ts'
import { passwordOf } from './hash.ts'
import { callerInput, documentInput, nameInput, siteInput } from './inputs.ts'

/** Ten MiB in base64, and what stands around it. */
export const USERS_BODY_BYTES_MAX = 1 << 24

const version = nameInput.regex(/^\d+(\.\d+){0,3}$/, 'is a version, such as 16.0.6.10')

export const configVersionInput = version
  .optional()
  .describe("Version of the Loxone Config it is done with; the firmware's when left out")

export const languageInput = z
  .enum(['en', 'de'])
  .optional()
  .describe('Of the columns and of what stands in them; en when left out')

/** What a preview and an import are told. */
export const usersFileInput = {
  site: siteInput,
  file: z.string().describe('The CSV file, in base64'),
  merge: z.boolean().optional().describe('A row whose user is there changes it; else it is an error'),
  createGroups: z.boolean().optional().describe('Groups that are not there are made; else they are errors'),
  config: configVersionInput,
  document: documentInput,
  caller: callerInput,
}

const findings = z.array(
  z.strictObject({
    code: z.string(),
    message: z.string(),
    column: z.int().optional().describe('Of the file, the first being 1; absent where the whole row is meant'),
    header: z.string().optional().describe('What the file calls that column'),
  }),
)

/** A file of users as it is previewed: every row, and no secret. */
export const usersPreviewOutput = {
  encoding: z.enum(['UTF-8', 'UTF-16LE', 'UTF-16BE', 'Windows-1252']),
  delimiter: z.enum([';', ',', '\t']),
  warnings: findings.describe('Of the file: columns that nobody knows'),
  rows: z.array(
    z.strictObject({
      line: z.int().describe('Where the row begins in the file, the first line being 1'),
      action: z.enum(['add', 'update', 'skip']).describe('`skip`: a user of another Miniserver'),
      user: z.string(),
      groups: z.array(z.string()).optional().describe('As the row has them'),
      ok: z.boolean().describe('Whether it can be added'),
      errors: findings,
      warnings: findings,
    }),
  ),
}

type Shown = { readonly [Key in keyof typeof usersPreviewOutput]: z.input<(typeof usersPreviewOutput)[Key]> }

/** A preview as it is told: without what it would change. */
export function shownPreview(
  { table, encoding, delimiter, warnings }: Pick<ReadUsers, 'table' | 'encoding' | 'delimiter' | 'warnings'>,
  rows: readonly RowPreview[],
): Shown {
  const shown = ({ code, message, column }: Pick<RowFinding, 'message' | 'column'> & { readonly code: string }) => ({
    code,
    message,
    ...(column !== undefined && { column, header: table.headers[column - 1] ?? '' }),
  })
  return {
    encoding,
    delimiter,
    warnings: warnings.map(shown),
    rows: rows.map(({ line, action, name, groups, ok, errors, warnings }) => ({
      line,
      action,
      user: name,
      ...(groups !== undefined && { groups: groups.map((group) => group.name) }),
      ok,
      errors: errors.map(shown),
      warnings: warnings.map(shown),
    })),
  }
}

type FileInput = z.output<z.ZodObject<typeof usersFileInput>>

/** A file and what its rows would come to in a program. Throws as `readUsers()`, and CONFIG_TOO_OLD. */
export async function previewFile(
  estate: Estate,
  { site, program }: { readonly site: string; readonly program: Program },
  input: Omit<FileInput, 'site' | 'document'>,
): Promise<{ readonly read: ReadUsers; readonly rows: RowPreview[] }> {
  requireImport(estate, site, input.config)
  const { readUsers } = await import('../../sim/protocol/csv/read-users.ts')
  const read = readUsers(Buffer.from(input.file, 'base64'))
  return { read, rows: previewUsers(read.table, previewOptions(estate, { site, program }, input)) }
}

/** R121. Throws CONFIG_TOO_OLD. */
export function requireImport(estate: Estate, site: string, config = identityOf(estate.file, site).firmware): void {
  const [major = 0, minor = 0] = config.split('.').map(Number)
  const [majorMin, minorMin] = VERSION_MIN
  if (major > majorMin || (major === majorMin && minor >= minorMin)) return
  throw new RigError(
    'CONFIG_TOO_OLD',
    `Loxone Config ${config} has no users from CSV; ${VERSION_MIN.join('.')} or later has`,
  )
}

const VERSION_MIN = [12, 1] as const

function previewOptions(
  estate: Estate,
  { site, program }: { readonly site: string; readonly program: Program },
  { merge = false, createGroups = false, caller }: Pick<FileInput, 'merge' | 'createGroups' | 'caller'>,
): PreviewOptions {
  const { file, plans, random } = estate
  const plan = plans.find((each) => each.site === site)
  const digests = new Map<string, string>()
  const { serial, name } = identityOf(file, site)
  return {
    program,
    zone: zoneTable(plan?.timeZone ?? 'UTC', ...WALL_CLOCK_MS),
    own: [serial.toLowerCase(), name.toLowerCase()],
    isAdministrator: administers(program, callerAt(estate, site, caller).user),
    merge,
    createGroups,
    tools: {
      password: (text) => passwordOf(random, text),
      // There are no more than 10,000 codes of four digits, however many users there are.
      codeDigest(code) {
        const digest = digests.get(code) ?? codeDigest(plan?.codeKey ?? '', code)
        digests.set(code, digest)
        return digest
      },
      credential(kind, text) {
        const found = credentialOf(file, kind, text)
        return found === undefined || found.name !== found.id ? found : { id: found.id }
      },
    },
  }
}

/** Whoever is no user of the document is none that may choose administrators. */
function administers(program: Program, name: string): boolean {
  const key = name.toLowerCase()
  const users = [...program.users.values()].filter(({ origin }) => origin === undefined)
  const user = users.find((each) => each.name.toLowerCase() === key)
  return user !== undefined && isAdministrator(program, user)
}
