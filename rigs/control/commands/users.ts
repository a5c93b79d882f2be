import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { exportUsers } from '../../../sim/domain/user-table/export.ts'
import { importChanges } from '../../../sim/domain/user-table/import.ts'
import type { RowPreview } from '../../../sim/domain/user-table/preview.ts'
import { zoneTable } from '../../../sim/io/zone.ts'
import { DEFAULT_DOCUMENT } from '../../documents/documents.ts'
import { WALL_CLOCK_MS } from '../../factory/zone-span.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { siteNamed } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { newUuid } from '../hash.ts'
import { planeInput, siteInput } from '../inputs.ts'
import { planeOf, planeOutput, readingPlane } from '../plane.ts'
import {
  configVersionInput,
  languageInput,
  previewFile,
  requireImport,
  shownPreview,
  USERS_BODY_BYTES_MAX,
  usersFileInput,
  usersPreviewOutput,
} from '../users-file.ts'

export const usersTemplate = rigCommand({
  name: 'users-template',
  summary: 'Gives a CSV file to fill users in: a header and nothing below it',
  input: z.strictObject({ language: languageInput }),
  output: z.strictObject({ file: z.string().describe('UTF-8 with its byte order mark, as text') }),
  run: async (_, { language = 'en' }) => {
    const { usersTemplate } = await import('../../../sim/protocol/csv/write-users.ts')
    return { file: usersTemplate(language) }
  },
})

export const usersPreview = rigCommand({
  name: 'users-preview',
  summary: 'Shows what the rows of a CSV file would come to in a Config document, and changes nothing',
  input: z.strictObject(usersFileInput),
  output: z.strictObject({ ...planeOutput, ...usersPreviewOutput }),
  bodyBytesMax: USERS_BODY_BYTES_MAX,
  run: async (context, { site, document, ...input }) => {
    const plane = await planeOf(context, siteNamed(context.estate.file, site), { document })
    const { read, rows } = await previewFile(context.estate, plane, input)
    return { ...plane.where(), ...shownPreview(read, rows) }
  },
})

export const usersImport = rigCommand({
  name: 'users-import',
  summary: 'Adds one, some or all users of a CSV file to a Config document, each row whole or not at all',
  input: z.strictObject({
    ...usersFileInput,
    lines: z
      .array(z.int().min(1))
      .min(1)
      .optional()
      .describe(
        'Only the rows that begin in these lines, as the preview names them; all that can be added when left out',
      ),
  }),
  output: z.strictObject({
    ...planeOutput,
    ...usersPreviewOutput,
    added: z.int(),
    updated: z.int(),
    groupsMade: z.array(z.string()),
  }),
  bodyBytesMax: USERS_BODY_BYTES_MAX,
  run: async (context, { site: named, document: name = DEFAULT_DOCUMENT, lines, ...input }) => {
    const { estate, documents } = context
    const site = siteNamed(estate.file, named)
    const plane = await planeOf(context, site, { document: name })
    const { read, rows } = await previewFile(estate, plane, input)
    const chosen = lines === undefined ? rows.filter(({ ok }) => ok) : chosenRows(rows, lines)
    const groupsMade = newGroups(chosen)
    const { serial } = identityOf(estate.file, site)
    const changes = importChanges(plane.program, chosen, (kind, text) => newUuid(estate.random, serial, kind, text))
    if (changes.length > 0) documents.change(documents.get(site, name), changes)
    const count = (action: RowPreview['action']) => chosen.filter((row) => row.action === action).length
    return { ...plane.where(), ...shownPreview(read, rows), added: count('add'), updated: count('update'), groupsMade }
  },
})

export const usersExport = rigCommand({
  name: 'users-export',
  summary: 'Writes the users of a site as CSV, without secrets: of the open document, or of the running program',
  input: z.strictObject({ site: siteInput, language: languageInput, config: configVersionInput, ...planeInput }),
  output: z.strictObject({
    ...planeOutput,
    users: z.int(),
    file: z.string().describe('UTF-8 with its byte order mark, as text'),
  }),
  run: async (context, { site: named, language = 'en', config, ...choice }) => {
    const { estate } = context
    const site = siteNamed(estate.file, named)
    requireImport(estate, site, config)
    const plane = await readingPlane(context, site, choice)
    const zone = estate.plans.find((plan) => plan.site === site)?.timeZone ?? 'UTC'
    const records = exportUsers(plane.program, zoneTable(zone, ...WALL_CLOCK_MS))
    const { usersFile } = await import('../../../sim/protocol/csv/write-users.ts')
    return { ...plane.where(), users: records.length, file: usersFile(records, language) }
  },
})

/** Throws NOT_FOUND for a line in which no row begins, and INVALID for a row that cannot be added; then none is. */
function chosenRows(rows: readonly RowPreview[], lines: readonly number[]): RowPreview[] {
  const byLine = new Map(rows.map((row) => [row.line, row]))
  return [...new Set(lines)].map((line) => {
    const row = byLine.get(line)
    if (row === undefined) throw new RigError('NOT_FOUND', `no row of the file begins in line ${line}`)
    const [reason] = [...row.errors, ...row.warnings]
    if (!row.ok) throw new RigError('INVALID', `line ${line} cannot be added: ${reason?.code}: ${reason?.message}`)
    return row
  })
}

function newGroups(rows: readonly RowPreview[]): string[] {
  const names = new Map<string, string>()
  for (const { groups = [] } of rows) {
    for (const { uuid, name } of groups) {
      if (uuid === undefined && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
    }
  }
  return [...names.values()]
}
