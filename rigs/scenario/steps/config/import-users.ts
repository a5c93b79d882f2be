import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { RigError } from '../../../../sim/domain/errors.ts'
import { callerOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, document, Site, Text } from '../../words.ts'

const options = {
  rows: z
    .array(z.int().min(1))
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: 'Only the users of these lines of the file; all that can be added when left out.' }),
  merge: z.boolean().optional().meta({ description: 'A row whose user is there changes it; else it is passed over.' }),
  'create-groups': z.boolean().optional().meta({ description: 'Groups that are not there are made.' }),
  config: Text.optional().meta({ description: 'Version of the Loxone Config it is done with.' }),
  wrong: z
    .record(z.string().regex(/^[1-9]\d*$/, 'is the number of a line'), Text)
    .optional()
    .meta({ description: 'Which lines are wrong, each with the code of its first error: these and no others.' }),
}

export const importUsers = stepWord({
  word: 'import-users',
  kind: 'action',
  schema: z
    .strictObject({ 'import-users': Text, site: Site, ...options, ...document, ...by })
    .meta({ description: 'Adds the users of a CSV file, named from where the scenario is, to a Config document.' }),
  names: { site: aSite },
  files: ['import-users'],
  tell: (step) => `import ${step['import-users']} at ${step.site}`,
  run: async (stage, { 'import-users': path, site, rows, wrong, by, 'create-groups': createGroups, ...rest }) => {
    const file = (await bytesOf(path)).toString('base64')
    const { added, updated, ...answer } = await stage.rig.call('users-import', {
      ...{ site, file, ...rest },
      ...(rows !== undefined && { lines: rows }),
      ...(createGroups !== undefined && { createGroups }),
      ...callerOf(stage, site, by),
    })
    const found = answer.rows.flatMap(({ line, errors: [error] }) => (error === undefined ? [] : [[line, error.code]]))
    const lines = Object.fromEntries(found)
    if (wrong !== undefined && told(lines) !== told(wrong))
      return { unmet: { expected: `wrong rows: ${told(wrong)}`, happened: told(lines) } }
    return done({ added, updated, wrong: lines })
  },
})

/** Throws FILE_UNREADABLE. */
async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new RigError('FILE_UNREADABLE', `${path} cannot be read`, { cause })
  }
}

/** In the order of the lines. */
function told(lines: Readonly<Record<string, string>>): string {
  const all = Object.entries(lines).map(([line, code]) => `line ${line} ${code}`)
  return all.length === 0 ? 'none' : all.join(', ')
}
