import { z } from 'zod'

/** Parts that inputs of several commands share. */

const name = z.string().min(1, 'must not be empty').max(256, 'has at most 256 letters')

export const siteInput = name.describe('A site of the rig, without case')
export const readerInput = name.describe('A keypad, iButton reader or external reader: `home/front-door`')
export const userInput = name.describe('A user of the site, or `Anna@Office` for one of another Miniserver')
export const groupInput = name.describe('A user group of the site, or `Adults@Office`')
export const nameInput = name
export const namesInput = z.array(name).max(1000)
export const secretInput = z.string().min(1).max(1024)

/** Who asks the Miniserver; left out, the site's administrator does. */
export const callerInput = z
  .strictObject({
    user: name,
    password: secretInput,
    scope: z.enum(['internal', 'external']).optional().describe('Which listener; internal when left out'),
  })
  .optional()
  .describe("Who asks the Miniserver; left out, the site's administrator")

export const documentInput = name.optional().describe('A second Config document has a name of its own')

/** On what an edit works: the open document, or the program that runs. */
export const planeInput = {
  document: documentInput,
  app: z.boolean().optional().describe('Change the running program at once, as the App does, instead of the document'),
  caller: callerInput,
}

/** A time as people write it: with its offset an instant, without one a time on the site's clock. */
export const timeInput = z
  .string()
  .max(64)
  .describe('`2026-10-25T02:30` or `08:30` on the clock of the site, or an instant with its offset')

export type CallerInput = z.output<typeof callerInput>
