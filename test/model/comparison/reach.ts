import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import type { Assignment, Group, Model } from '../input.ts'
import { wallClock } from '../schedule.ts'
import { arbitraryCase } from './arbitrary-case.ts'
import { type Answer, ask, modelDecider, type Question } from './question.ts'
import { STAGES } from './stage.ts'

/** What random questions reach. */
export interface Reach {
  readonly questions: number
  /** How many of them have each answer. */
  readonly answers: ReadonlyMap<string, number>
  /** How many of them are of each kind, and in how many each rule makes the difference; no further than `enough`. */
  readonly counts: ReadonlyMap<string, number>
}

/**
 * Counts what the questions about random programs reach. A rule counts where the model answers otherwise as soon as the rule
 * is taken out of the program, so that a count says more than that something was there.
 */
export function reachOf(programs: number, seed: number, enough: number): Reach {
  const cases = fc.sample(arbitraryCase, { numRuns: programs, seed })
  const asked = cases.flatMap(({ model, questions }) => questions.map((question) => ({ model, question })))
  const answers = new Map<string, number>()
  const counts = new Map([...Object.keys(WITHOUT), ...Object.keys(OF)].map((name) => [name, 0]))
  for (const { model, question } of asked) {
    const answer = ask(modelDecider(model), question)
    answers.set(`${answer}`, (answers.get(`${answer}`) ?? 0) + 1)
    for (const [name, count] of counts) {
      if (count < enough && isReached(name, model, question, answer)) counts.set(name, count + 1)
    }
  }
  return { questions: asked.length, answers, counts }
}

function isReached(name: string, model: Model, question: Question, answer: Answer): boolean {
  const without = WITHOUT[name]?.(model, question)
  if (without !== undefined) return ask(modelDecider(without), question) !== answer
  return OF[name]?.(model, question, answer) ?? false
}

/** The program without one of its rules; absent where the rule is none of it. */
const WITHOUT: Readonly<Record<string, (model: Model, question: Question) => Model | undefined>> = {
  'an access schedule': (model) => withAssignments(model, ({ schedule: _schedule, ...rest }) => [rest]),
  'a mode by logic': (model) => unlessEmpty(model.modesByLogic, { ...model, modesByLogic: [] }),
  'a mode by calMode 0': (model) => withoutCalendar(model, 0),
  'a mode by calMode 1': (model) => withoutCalendar(model, 1),
  'a mode by calMode 2': (model) => withoutCalendar(model, 2),
  'a mode by calMode 3': (model) => withoutCalendar(model, 3),
  'a mode by calMode 4': (model) => withoutCalendar(model, 4),
  'a mode by calMode 5': (model) => withoutCalendar(model, 5),
  'the priority of modes': (model) => ({
    ...model,
    schedules: model.schedules.map((schedule) => ({ ...schedule, modes: schedule.modes.toReversed() })),
  }),
  'an entry over midnight': (model) => ({
    ...model,
    schedules: model.schedules.map((schedule) => ({
      ...schedule,
      entries: schedule.entries.map((entry) => ({ ...entry, toMin: Math.max(entry.toMin, entry.fromMin + 1) })),
    })),
  }),
  'a change of the zone': (model, { at }) => inEarlierOffset(model, at),
  'user-overrides': (model) => withUnion(model, 'user-overrides'),
  intersection: (model) => withUnion(model, 'intersection'),
  'a status': (model) => ({ ...model, users: model.users.map((user) => ({ ...user, status: { userState: 0 } })) }),
  'a deny': (model) => withAssignments(model, (one) => (one.effect === 'deny' ? [] : [one])),
  'a group in a group': (model) => ({ ...model, groups: model.groups.map((group) => ({ ...group, memberOf: [] })) }),
  'the group of all': (model) => withNormal(model, 'all'),
  'the group of none': (model) => withNormal(model, 'none'),
  'Full Access': (model) => withNormal(model, 'full-access'),
  'Loxone Config': (model) => withAssignments(model, (one) => (one.object === 'right:LoxoneConfig' ? [] : [one])),
  'a room': (model) => ({ ...model, blocks: model.blocks.map(({ room: _room, ...block }) => block) }),
  'a category': (model) => ({ ...model, blocks: model.blocks.map(({ category: _category, ...block }) => block) }),
  'the scope': (model) =>
    withAssignments(model, (one) => [{ ...one, scope: one.scope === 'internal' ? 'external' : 'internal' }]),
}

/** Kinds of questions. */
const OF: Readonly<Record<string, (model: Model, question: Question, answer: Answer) => boolean>> = {
  'an ambiguous credential': (model, question) =>
    question.ask === 'anyMayEnter' &&
    new Set(question.users.map((user) => modelDecider(model).mayEnter(user, question.door, question.at))).size > 1,
  'an edge in time': (model, question, answer) =>
    ask(modelDecider(model), { ...question, at: question.at - 1 }) !== answer,
  'a cycle of groups': ({ groups }, question) =>
    question.ask === 'permission' && groups.some(({ id }) => id === question.principal && isInCycle(groups, id)),
  'a Trust member': ({ trustMembers }, question) =>
    question.ask === 'permission' && trustMembers.some(({ id }) => id === question.principal),
  'the day before or after one that never was': ({ zone }, { at }) =>
    zone === 'Pacific/Apia' && ['2011-12-29', '2011-12-31'].includes(wallClock(zone, at).date.toString()),
  ...Object.fromEntries(STAGES.map(({ zone }) => [zone, (model: Model) => model.zone === zone])),
}

function withAssignments(model: Model, change: (one: Assignment) => Assignment[]): Model {
  return { ...model, assignments: model.assignments.flatMap(change) }
}

function withoutCalendar(model: Model, calMode: number): Model | undefined {
  const calendar = model.calendar.filter((entry) => entry.calMode !== calMode)
  return calendar.length < model.calendar.length ? { ...model, calendar } : undefined
}

function withUnion(model: Model, strategy: Model['strategy']): Model | undefined {
  return model.strategy === strategy ? { ...model, strategy: 'union' } : undefined
}

function withNormal(model: Model, type: Group['type']): Model | undefined {
  const groups = model.groups.map((group): Group => (group.type === type ? { ...group, type: 'normal' } : group))
  return unlessEmpty(
    model.groups.filter((group) => group.type === type),
    { ...model, groups },
  )
}

function unlessEmpty(list: readonly unknown[], model: Model): Model | undefined {
  return list.length === 0 ? undefined : model
}

/** As if the zone had not changed in the three hours before. */
function inEarlierOffset(model: Model, at: number): Model | undefined {
  const [before, now] = [at - 3 * 3_600_000, at].map((instant) => offsetAt(model.zone, instant))
  return before === undefined || before === now || before.length > '+HH:MM'.length
    ? undefined
    : { ...model, zone: before }
}

function offsetAt(zone: string, at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offset
}

function isInCycle(groups: readonly Group[], start: string): boolean {
  const reached = new Set<string>()
  const visit = (id: string): void => {
    for (const parent of groups.find((group) => group.id === id)?.memberOf ?? []) {
      if (reached.has(parent)) continue
      reached.add(parent)
      visit(parent)
    }
  }
  visit(start)
  return reached.has(start)
}
