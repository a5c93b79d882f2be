import { z } from 'zod'
import type { DecisionRecord } from '../../../sim/domain/miniserver/decision-record.ts'
import { decisionSchema } from '../../../sim/protocol/bus/decision-schema.ts'
import { reasonInWords, whoOf } from '../../evidence/plain-words.ts'
import { type Look, matcher } from '../matcher.ts'
import { aReader } from '../references.ts'
import { Reader, Text } from '../words.ts'
import { isSame } from './facts.ts'
import { CredentialName, counted, Times } from './words.ts'

const schema = z
  .strictObject({
    decision: decisionSchema.shape.outcome,
    reader: Reader.optional(),
    reason: decisionSchema.shape.reason.optional(),
    user: Text.optional().meta({ description: 'Anna, Anna@Office, or nobody.' }),
    credential: CredentialName.optional().meta({ description: 'Its name in the program.' }),
    group: Text.optional().meta({ description: 'One of the groups the user is in.' }),
    path: Text.optional().meta({
      description: 'A permission path, such as UG:Staff, as "Show All Permissions" shows it.',
    }),
    schedule: Text.optional().meta({ description: 'The access schedule that let in or kept out.' }),
    output: Text.optional().meta({
      description: 'Name or terminal of the output that was switched, or name of the digital input.',
    }),
    times: Times,
  })
  .meta({ description: 'A door decided.' })

type Sought = z.output<typeof schema>

export const decision = matcher({
  word: 'decision',
  schema,
  names: { reader: aReader },
  tell: ({ decision, reader, times, ...rest }) => {
    const details = Object.entries(rest).map(([key, value]) => `${key} ${value}`)
    const often = times === undefined ? [] : [`${times} times`]
    return [decision, ...(reader === undefined ? [] : [`at ${reader}`]), ...details, ...often].join(', ')
  },
  concerns: ({ channel }) => channel === 'decision',
  look: async ({ seen }, sought): Promise<Look> => {
    const records = seen.messages.flatMap((message) => (message.channel === 'decision' ? [message.data] : []))
    const here = records.filter(({ site, reader }) => isSame(`${site}/${reader}`, sought.reader ?? `${site}/${reader}`))
    const met = here.filter((record) => differences(record, sought).length === 0)
    const [first] = met
    if (first !== undefined) return counted(met.length, sought.times, first.id)
    const last = here.at(-1)
    if (last === undefined) return { happened: `nothing was decided${sought.reader === undefined ? '' : ' there'}` }
    return {
      happened: `${differences(last, sought).join(', ')} at ${last.site}/${last.reader}`,
      why: reasonInWords(last),
    }
  },
})

type Field = Exclude<keyof Sought, 'reader' | 'times'>

/** How a record is said, and whether it is as was sought, by what may be sought. */
const FIELDS: { readonly [Key in Field]: (record: DecisionRecord) => readonly string[] } = {
  decision: ({ outcome }) => [outcome],
  reason: ({ reason }) => [reason],
  user: (record) => [whoOf(record) ?? 'nobody'],
  credential: ({ credential }) => [credential?.name ?? 'none'],
  group: ({ groups }) => groups,
  path: ({ paths }) => paths.map(({ path }) => path),
  schedule: ({ paths, outcome }) =>
    paths.flatMap(({ schedule }) =>
      schedule !== undefined && schedule.active === (outcome === 'granted') ? [schedule.name] : [],
    ),
  output: ({ effects }) =>
    effects.flatMap((effect) => {
      if (effect.type === 'input') return [effect.name]
      return effect.type === 'pulse' ? [effect.name, effect.output] : []
    }),
}

/** What of a record is not as it was sought, each as `reason ALLOWED`. */
function differences(record: DecisionRecord, sought: Sought): string[] {
  return Object.entries(FIELDS).flatMap(([key, told]) => {
    const wanted = sought[key as Field]
    const actual = told(record)
    if (wanted === undefined || actual.some((each) => isSame(each, wanted))) return []
    return [key === 'decision' ? actual.join() : `${key} ${actual.length === 0 ? 'none' : actual.join(' or ')}`]
  })
}
