import { z } from 'zod'
import { decisionSchema, REASONS } from '../../../sim/protocol/bus/decision-schema.ts'
import { type Look, matcher } from '../matcher.ts'
import { aReader } from '../references.ts'
import { Reader, Text } from '../words.ts'

const schema = z
  .strictObject({
    history: Reader,
    user: Text.optional().meta({ description: 'Of the newest entry: Anna, Anna@Office, or nobody.' }),
    reason: decisionSchema.shape.reason.optional().meta({ description: 'Of the newest entry.' }),
    type: z.int().optional().meta({ description: 'Of the newest entry, as §3.6.6 of docs/behaviour.md numbers them.' }),
    output: z.int().optional().meta({ description: 'Of the newest entry: 1 to 6, or -1 denied.' }),
    entries: z.int().min(0).max(100).optional().meta({ description: 'How many there are.' }),
  })
  .meta({ description: 'What the history of the block at a reader holds.' })

export const history = matcher({
  word: 'history',
  schema,
  names: { history: aReader },
  tell: ({ history, ...rest }) => {
    const details = Object.entries(rest).map(([key, value]) => `${key} ${value}`)
    return `a history of ${history}${details.length === 0 ? '' : ` with ${details.join(', ')}`}`
  },
  concerns: ({ channel }) => channel === 'decision',
  look: async ({ rig }, { history: reader, entries, ...sought }): Promise<Look> => {
    const answer = await rig.call('history', { reader })
    if (entries !== undefined && answer.entries.length !== entries)
      return { happened: `it holds ${answer.entries.length} entries` }
    const [newest] = answer.entries
    if (newest === undefined) return entries === 0 ? { met: 0 } : { happened: 'it is empty' }
    const { user = 'nobody', reason, type, output } = newest
    const actual = { user, reason, type, output }
    const different = Object.entries(actual).filter(([key, value]) => {
      const wanted = sought[key as keyof typeof actual]
      return wanted !== undefined && String(wanted).toLowerCase() !== String(value).toLowerCase()
    })
    if (different.length === 0) return { met: answer.entries.length }
    const told = different.map(([key, value]) => `${key} ${value}`).join(', ')
    return { happened: `its newest entry has ${told}`, why: sentenceOf(reason) }
  },
})

function sentenceOf(reason: string): string {
  const sentence = Object.hasOwn(REASONS, reason) ? REASONS[reason as keyof typeof REASONS] : undefined
  return sentence === undefined ? reason : `${reason}: ${sentence.replace(/\.$/, '')}`
}
