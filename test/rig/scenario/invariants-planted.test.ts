import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Estate } from '../../../rigs/estate.ts'
import { failureLine } from '../../../rigs/evidence/failure-line.ts'
import { timelinePage } from '../../../rigs/evidence/timeline/page.ts'
import { traceText } from '../../../rigs/evidence/trace.ts'
import type { Rig } from '../../../rigs/open.ts'
import { loadScenario } from '../../../rigs/scenario/read.ts'
import { type FinishedRun, runScenario } from '../../../rigs/scenario/run.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { runSteps } from './a-scenario.ts'

/** A bug: what is wrong with an estate in which it is. */
type Bug = (estate: Estate) => Partial<Estate>

const planted = vi.hoisted((): { bug?: unknown } => ({}))

vi.mock('../../../rigs/scenario/open-lane.ts', async (original) => {
  const lanes = await original<typeof import('../../../rigs/scenario/open-lane.ts')>()
  return {
    ...lanes,
    async openLane(...asked: Parameters<typeof lanes.openLane>): Promise<Rig> {
      const rig = await lanes.openLane(...asked)
      const bug = planted.bug as Bug | undefined
      const estate = { ...rig.estate, ...bug?.(rig.estate) }
      return { ...rig, estate, context: { ...rig.context, estate } }
    },
  }
})

function plant(bug: Bug): void {
  planted.bug = bug
  onTestFinished(() => {
    planted.bug = undefined
  })
}

/** What is seen of the bus, each message as many times and in such a form as `bent` says. */
function bending(bent: (message: BusMessage) => BusMessage[]): Bug {
  return (estate) => ({
    observe: (see) =>
      estate.observe((message) => {
        for (const each of bent(message)) see(each)
      }),
  })
}

const isPulse = (message: BusMessage): boolean =>
  message.channel === 'state' && /^(?:o[1-6]|p)$/.test(message.name) && message.data.value === true

const OPENED = ['{ tap: blue-card, reader: office/front-door }', '{ expect: { decision: granted } }']
const SHARED = 'test/scenarios/first-lab.yaml'

function violatedIn({ invariants }: FinishedRun): string[] {
  return (invariants?.violated ?? []).map(({ invariant }) => invariant)
}

describe('a scenario that is right', () => {
  test('passes with every invariant checked where nothing is planted', async () => {
    const { verdict, invariants } = await runSteps(OPENED)
    expect(verdict).toBe('pass')
    expect(invariants?.checked.map(({ invariant }) => invariant)).toEqual([
      'I1',
      'I2',
      'I3',
      'I4',
      'I5',
      'I6',
      'I7',
      'I8',
      'I9',
      'I10',
    ])
    expect(invariants).toMatchObject({ violated: [], unasked: [] })
  })

  test('fails where a pulse is doubled, and says so in a line', async () => {
    plant(bending((message) => (isPulse(message) ? [message, { ...message, id: `${message.id}-again` }] : [message])))
    const run = await runSteps(OPENED)
    expect(run).toMatchObject({ verdict: 'fail', failure: { isAbsent: false } })
    expect(violatedIn(run)).toEqual(['I8'])
    expect(timelinePage(run.records, run.failure)).toContain('I8, every granted pulse')
    expect(run.failure === undefined ? '' : failureLine(run.failure)).toMatch(
      /^test\.yaml:\d+: expected I8, every granted pulse .*; at office\/front-door O1 was switched on 2 times for the granted decision \S+; repeat: loxrig run test\.yaml --lane virtual --seed 1$/,
    )
  })

  test('fails where a decision is dropped', async () => {
    plant(bending((message) => (message.channel === 'decision' ? [] : [message])))
    const run = await runSteps(OPENED.slice(0, 1))
    expect(run.verdict).toBe('fail')
    expect(violatedIn(run)).toEqual(['I8', 'I8'])
  })

  test('I3: fails where a tag stands on the bus as it is, and the report does not repeat it', async () => {
    const TAG = '04A1B2C3D4E580'
    plant(
      bending((message) => [message.channel === 'event' ? ({ ...message, data: { sealed: TAG } } as never) : message]),
    )
    const run = await runSteps(OPENED)
    expect(violatedIn(run)).toEqual(['I3'])
    expect(run.failure?.happened).toBe(
      'at the bus, office/front-door/event/tag-presented the tag of blue-card can be read',
    )
    expect(traceText(run.records) + timelinePage(run.records, run.failure)).not.toContain(TAG)
  })

  test('fails where a history forgets', async () => {
    plant((estate) => ({
      control: async (site, caller, command) =>
        command.type === 'history' ? [] : estate.control(site, caller, command),
    }))
    const { failure } = await runSteps(OPENED)
    expect(failure?.happened).toBe('at office/front-door the history holds 0 of 1 decisions, and keeps 100')
  })

  test('fails where rights change with a sync, though they are as before when it ends', async () => {
    plant(granting)
    const run = await runScenario(loadScenario(SHARED), { lane: 'virtual', seed: 1 })
    expect(run.verdict).toBe('fail')
    expect(new Set(violatedIn(run))).toEqual(new Set(['I4']))
    expect(run.failure?.happened).toMatch(/^at home after a sync there is allow of/)
  })

  test('fails where the last administrator is gone', async () => {
    plant((estate) => ({
      async control(site, caller, command) {
        const answer = await estate.control(site, caller, command)
        return command.type === 'read-program' ? { ...(answer as object), assignments: [], groups: [] } : answer
      },
    }))
    const run = await runSteps(OPENED)
    expect(run.verdict).toBe('fail')
    expect(violatedIn(run)).toEqual(['I6', 'I6'])
  })
})

test('a failed step stays the failure, and what else does not hold is told with it', async () => {
  plant(bending((message) => (isPulse(message) ? [message, { ...message, id: `${message.id}-again` }] : [message])))
  const run = await runSteps([OPENED[0] ?? '', '{ expect: { decision: denied } }'])
  expect(run.failure?.expected).toBe('denied')
  expect(violatedIn(run)).toEqual(['I8'])
})

/** After each sync that changes something, a right of whoever is there is shown, until the next is looked at. */
const granting: Bug = (estate) => {
  let isBad = false
  estate.observe((message) => {
    if (message.channel === 'notice' && message.name === 'trust-replicated' && message.data.changes !== 0) isBad = true
  })
  return {
    async control(site, caller, command) {
      const answer = await estate.control(site, caller, command)
      if (command.type !== 'read-program' || site !== 'home' || !isBad) return answer
      isBad = false
      const { assignments, users } = answer as { assignments: object[]; users: { uuid: string }[] }
      const [user] = users
      const extra = {
        principal: `user:${user?.uuid}`,
        object: 'right:LoxoneConfig',
        scope: 'external',
        effect: 'allow',
      }
      return { ...(answer as object), assignments: [...assignments, extra] }
    },
  }
}
