import { z } from 'zod'
import { comparePrograms } from '../../documents/compare-programs.ts'
import { DEFAULT_DOCUMENT } from '../../documents/documents.ts'
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
    'Says what a Config document would change, by names and without secrets; of a stale one also against what runs now',
  input: z.strictObject({ site: siteInput, document: documentInput }),
  output: z.strictObject({
    site: z.string(),
    document: z.string(),
    rev: z.int().describe('Revision of the program it was loaded from'),
    runningRev: z.int().describe('Revision that runs now; another one where the document is stale'),
    changes: changes.describe('What the document says and what it was loaded from did not'),
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
      changes: comparePrograms(estate.file, loaded, program),
      againstRunning: isStale ? comparePrograms(estate.file, running, program) : [],
    }
  },
})
