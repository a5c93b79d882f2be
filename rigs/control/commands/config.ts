import { z } from 'zod'
import { type ConfigDocument, DEFAULT_DOCUMENT } from '../../documents/documents.ts'
import { siteNamed } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { callerInput, documentInput, siteInput } from '../inputs.ts'

const documentOutput = z.strictObject({
  site: z.string(),
  document: z.string(),
  rev: z.int().describe('Revision of the program it was loaded from'),
  edits: z.int().min(0).describe('Edits since it was loaded'),
})

const place = { site: siteInput, document: documentInput }

export const configLoad = rigCommand({
  name: 'config-load',
  summary: 'Loads the program of a Miniserver into a Config document, in place of the one of that name',
  input: z.strictObject({ ...place, caller: callerInput }),
  output: documentOutput.extend({
    lostEdits: z.int().min(1).optional().describe('Edits of the document of that name before, which were not saved'),
  }),
  run: async ({ estate, documents }, { site, document = DEFAULT_DOCUMENT, caller }) => {
    const at = siteNamed(estate.file, site)
    const before = documents.list().find((each) => each.site === at && each.name === document)?.edits ?? 0
    const loaded = await documents.load(at, document, callerAt(estate, at, caller))
    return { ...shown(loaded), ...(before > 0 && { lostEdits: before }) }
  },
})

export const configSave = rigCommand({
  name: 'config-save',
  summary: 'Saves a Config document in its Miniserver, which restarts, and loads it again',
  input: z.strictObject({ ...place, caller: callerInput }),
  output: documentOutput,
  run: async ({ estate, documents }, { site, document = DEFAULT_DOCUMENT, caller }) => {
    const at = siteNamed(estate.file, site)
    return shown(await documents.save(at, document, callerAt(estate, at, caller)))
  },
})

export const configDiscard = rigCommand({
  name: 'config-discard',
  summary: 'Closes a Config document without saving it',
  input: z.strictObject(place),
  output: documentOutput,
  run: async ({ estate, documents }, { site, document = DEFAULT_DOCUMENT }) =>
    shown(documents.discard(siteNamed(estate.file, site), document)),
})

export const configList = rigCommand({
  name: 'config-list',
  summary: 'Lists the Config documents that are open',
  input: z.strictObject({}),
  output: z.strictObject({ documents: z.array(documentOutput) }),
  run: async ({ documents }) => ({ documents: documents.list().map(shown) }),
})

function shown({ site, name, program, edits }: ConfigDocument): z.input<typeof documentOutput> {
  return { site, document: name, rev: program.rev, edits }
}
