import { z } from 'zod'
import { compareLints } from '../../documents/compare-lints.ts'
import { comparePrograms } from '../../documents/compare-programs.ts'
import { DEFAULT_DOCUMENT } from '../../documents/documents.ts'
import { LINT_CODES } from '../../rig-file/lints/codes.ts'
import { siteNamed } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { documentInput, siteInput } from '../inputs.ts'
import { runningProgram } from '../plane.ts'

const changes = z.array(
  z.strictObject({
    change: z.enum(['added', 'removed', 'changed']),
    kind: z.string().describe('`user`, `group`, `permission`, `access schedule` …'),
    name: z.string(),
    fields: z.array(z.strictObject({ field: z.string(), before: z.string().optional(), after: z.string().optional() })),
  }),
)

export const configDiff = rigCommand({
  name: 'config-diff',
  summary:
    'Says what a Config document would change, by names and without secrets, and its lints; of a stale one also against what runs now',
  input: z.strictObject({ site: siteInput, document: documentInput }),
  output: z.strictObject({
    site: z.string(),
    document: z.string(),
    rev: z.int().describe('Revision of the program it was loaded from'),
    runningRev: z.int().describe('Revision that runs now; another one where the document is stale'),
    changes: changes.describe('What the document says and what it was loaded from did not'),
    lints: z
      .array(
        z.strictObject({
          code: z.enum(LINT_CODES).describe('docs/reference/lints.md'),
          about: z.string().describe('`user Anna`, `permission group:Staff access:Front Door` …'),
          message: z.string(),
          mend: z.string().describe('What to do about it'),
          isNew: z.boolean().describe('Whether the document brings it; what it was loaded from had the others already'),
        }),
      )
      .describe('What the document allows that is seldom meant, new ones first, less what the rig file accepts'),
    againstRunning: changes.describe('What it would change of what runs now, where it is stale'),
  }),
  run: async ({ estate, documents }, { site: named, document: name = DEFAULT_DOCUMENT }) => {
    const site = siteNamed(estate.file, named)
    const { loaded, program } = documents.get(site, name)
    const running = await runningProgram(estate, site)
    const isStale = running.rev !== program.rev
    return {
      site,
      document: name,
      rev: program.rev,
      runningRev: running.rev,
      changes: comparePrograms(estate.file, site, loaded, program),
      lints: compareLints(estate.file, site, loaded, program),
      againstRunning: isStale ? comparePrograms(estate.file, site, running, program) : [],
    }
  },
})
