import { Temporal } from 'temporal-polyfill'
import type { Model, Status } from '../input.ts'
import type { Case } from './arbitrary-case.ts'
import { productDecider } from './product.ts'
import { ask, modelDecider, type Question } from './question.ts'

/** A case a line for each thing that is not as it is by default, and the questions about which the two disagree. */
export function inWords({ model, built, questions }: Case): string {
  const [expected, product] = [modelDecider(model), productDecider(model, built)]
  const disagreements = questions.flatMap((question) => {
    const answers = { model: ask(expected, question), product: ask(product, question) }
    if (answers.model === answers.product) return []
    return [`${questionInWords(model, question)}: model ${answers.model}, product ${answers.product}`]
  })
  const lines = [`${model.zone}, ${model.strategy}, built ${built}`, ...programInWords(model), ...disagreements]
  return `\n${lines.map((line) => `  ${line}`).join('\n')}\n`
}

function programInWords(model: Model): string[] {
  const { users, groups, trustMembers, blocks, assignments, schedules, modesByLogic, calendar } = model
  return [
    ...users
      .filter(isSpecial)
      .map(({ id, memberOf, status }) => `${id}: in ${list(memberOf)}, ${statusInWords(status)}`),
    ...groups.filter(isSpecial).map(({ id, memberOf, type }) => `group ${id}: in ${list(memberOf)}, ${type}`),
    ...trustMembers.filter(isSpecial).map(({ id, memberOf }) => `member ${id}: in ${list(memberOf)}`),
    ...blocks.filter(({ room, category }) => room ?? category).map((block) => Object.values(block).join(', ')),
    ...assignments.map(({ principal, effect, object, scope, schedule }) =>
      [principal, effect, object, scope, ...(schedule === undefined ? [] : ['during', schedule])].join(' '),
    ),
    ...schedules
      .filter(({ entries }) => entries.length > 0)
      .map(({ name, modes, entries }) => {
        const spans = entries.map(({ mode, fromMin, toMin }) => `mode ${mode} ${time(fromMin)}–${time(toMin)}`)
        return `${name}: modes ${list(modes)}; ${list(spans)}`
      }),
    ...modesByLogic.map(({ mode, dates }) => `mode ${mode} by logic on ${list(dates)}`),
    ...calendar.map((entry) => `mode ${entry.mode} by calendar ${JSON.stringify(entry)}`),
  ]
}

function questionInWords({ zone }: Model, question: Question): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(question.at)
  const when = `at ${instant}, local ${instant.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' })}`
  switch (question.ask) {
    case 'mayEnter':
      return `may ${question.user} enter ${question.door} ${when}`
    case 'anyMayEnter':
      return `may one of ${list(question.users)} enter ${question.door} ${when}`
    case 'permission':
      return `${question.principal} ${question.object} ${question.scope} ${when}`
  }
}

interface Told {
  readonly memberOf: readonly string[]
  readonly status?: Status
  readonly type?: string
}

function isSpecial({ memberOf, status, type }: Told): boolean {
  return memberOf.length > 0 || (status?.userState ?? 0) > 0 || (type ?? 'normal') !== 'normal'
}

function statusInWords(status: Status): string {
  const { userState, ...bounds } = status
  const spelled = Object.entries(bounds).map(([name, at]) => `${name} ${new Date(at).toISOString()}`)
  return [`state ${userState}`, ...spelled].join(' ')
}

function list(items: readonly (string | number)[]): string {
  return items.length === 0 ? 'none' : items.join(', ')
}

function time(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
