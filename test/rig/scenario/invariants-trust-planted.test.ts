import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Effect } from '../../../sim/domain/miniserver/effect.ts'
import type { SealedRecords } from '../../../sim/protocol/store/sealed-records.ts'
import { runSteps } from './a-scenario.ts'

/** Bugs of the product, each in the one place where such a bug would be. */
const planted = vi.hoisted(() => ({ bug: '' }))

vi.mock('../../../sim/domain/trust/consumer.ts', async (original) => {
  const right = await original<typeof import('../../../sim/domain/trust/consumer.ts')>()
  type Feed = typeof right.feed
  const applyAgain: Feed = (call, page) => {
    const origin = call.state.trust.origins.get(call.from)
    if (planted.bug === 'repeats' && origin !== undefined) origin.position = undefined
    return right.feed(call, { ...page, whole: page.whole || planted.bug === 'repeats' })
  }
  return {
    ...right,
    feed: applyAgain,
    originTimer: ((...asked) =>
      planted.bug === 'deaf' ? [] : right.originTimer(...asked)) as typeof right.originTimer,
  }
})

vi.mock('../../../sim/domain/trust/replica.ts', async (original) => {
  const right = await original<typeof import('../../../sim/domain/trust/replica.ts')>()
  const replicate: typeof right.replicate = (...asked) => {
    const { changes, ...others } = right.replicate(...asked)
    return { ...others, changes: changes.map((change) => (change.map === 'users' ? bent(change) : change)) }
  }
  return { ...right, replicate }
})

/** A notice says what nobody may read. */
function tells(bug: string, effects: Effect[], data: Readonly<Record<string, unknown>>): Effect[] {
  return planted.bug === bug ? [...effects, { type: 'notice', name: 'trust-told', data }] : effects
}

vi.mock('../../../sim/domain/trust/link.ts', async (original) => {
  const right = await original<typeof import('../../../sim/domain/trust/link.ts')>()
  const linkAnswered: typeof right.linkAnswered = (state, from, by, result) =>
    tells('tells tickets', right.linkAnswered(state, from, by, result), { origin: from, result })
  return { ...right, linkAnswered }
})

vi.mock('../../../sim/domain/trust/join.ts', async (original) => {
  const right = await original<typeof import('../../../sim/domain/trust/join.ts')>()
  const joinTrust: typeof right.joinTrust = (context, { keyFile, ...rest }) =>
    tells('tells key files', right.joinTrust(context, { keyFile, ...rest }), { secret: JSON.parse(keyFile).secret })
  return { ...right, joinTrust }
})

/** A replica that is taken for the unit's own, or is not what its origin says. */
function bent<Each extends { readonly entry?: unknown }>(change: Each): Each {
  if (typeof change.entry !== 'object' || change.entry === null) return change
  const { origin: _, ...own } = change.entry as { readonly origin?: string }
  if (planted.bug === 'adopts') return { ...change, entry: own }
  return planted.bug === 'forgets' ? { ...change, entry: { ...change.entry, uniqueUserId: 'another' } } : change
}

vi.mock('../../../sim/protocol/store/sealed-records.ts', async (original) => {
  const right = await original<typeof import('../../../sim/protocol/store/sealed-records.ts')>()
  class OpenRecords extends right.SealedRecords {
    override seal(...asked: Parameters<SealedRecords['seal']>): Buffer {
      return planted.bug === 'writes' ? Buffer.from(JSON.stringify(asked[1])) : super.seal(...asked)
    }
  }
  return { ...right, SealedRecords: OpenRecords }
})

function plant(bug: 'deaf' | 'repeats' | 'adopts' | 'forgets' | 'writes' | 'tells tickets' | 'tells key files'): void {
  planted.bug = bug
  onTestFinished(() => {
    planted.bug = ''
  })
}

const RIG = `scenario: A test
rig: ${new URL('../../../rigs/two-sites.yaml', import.meta.url).pathname}
start: 2026-10-23T16:50[Europe/Vienna]
`

async function violated(...steps: string[]): Promise<string[]> {
  const { verdict, invariants } = await runSteps(steps, {}, RIG)
  expect(verdict).toBe('fail')
  return (invariants?.violated ?? []).map(({ invariant, happened }) => `${invariant} ${happened}`)
}

const TAP = '{ tap: blue-card, reader: home/front-door }'
const GONE = ['{ load: office }', '{ delete-user: Anna, site: office }', '{ save: office }']

describe('a run that is right', () => {
  test.for<[string, string[]]>([
    ['with users shared', [TAP]],
    ['with a user deleted while the line was cut', ['{ cut: office }', ...GONE, TAP, '{ advance: 16m }', TAP]],
    ['with the line back', ['{ cut: office }', ...GONE, '{ heal: everything }', '{ advance: 10m }', TAP]],
  ])('%s holds all invariants', async ([, steps]) => {
    const { verdict, invariants } = await runSteps(steps, {}, RIG)
    expect(invariants).toMatchObject({ violated: [], unasked: [] })
    expect(verdict).toBe('pass')
  })
})

describe('a bug that is planted in the product makes the run fail', () => {
  test('I1: a consumer that is deaf to silence lets a user in whom the origin has deleted', async () => {
    plant('deaf')
    const found = await violated('{ cut: office }', ...GONE, '{ advance: 16m }', TAP)
    expect(found).toContainEqual(
      expect.stringMatching(/^I1 at home\/front-door Anna was let in 96\d s after 504F94A00001 had taken Anna away$/),
    )
  })

  test('I2: a replica with a field that its origin did not say', async () => {
    plant('forgets')
    expect(await violated(TAP)).toContain('I2 at home Anna is not what office says: uniqueUserId')
  })

  test('I3: a store that writes what is given to it as it is', async () => {
    plant('writes')
    const found = await violated(TAP)
    const onDisk = /^I3 at the disk of home, user\/\S+ the tag of blue-card can be read$/
    expect(found).toContainEqual(expect.stringMatching(onDisk))
    expect(found.join()).not.toContain('04A1B2C3D4E580')
  })

  test('I3: keys of Miniservers, and what a member gave with its users, in the open on a disk', async () => {
    plant('writes')
    const found = (await violated(TAP)).join('\n')
    expect(found).toMatch(/^I3 at the disk of home, api\/token-key the key that signs tokens of home can be read$/m)
    expect(found).toMatch(/^I3 at the disk of home, user\/\S+ the link key of \S+ at home can be read$/m)
  })

  test('I3: a ticket of a Trust Link on the bus', async () => {
    const steps = [
      '{ grant: Anna, object: "office/right:WebInterfaceApps", app: true }',
      '{ grant: Anna@Office, object: "home/right:WebInterfaceApps", app: true }',
      '{ log-in: Anna, site: office, as: phone }',
      '{ switch: phone, to: home, as: there }',
    ]
    plant('tells tickets')
    expect(await violated(...steps)).toContain(
      'I3 at the bus, office/miniserver/notice/trust-told a ticket of office can be read',
    )
  })

  test('I3: the secret of a key file on the bus', async () => {
    const steps = [
      ...['{ load: office }', '{ create-trust: Village, site: office }', '{ add-member: home, site: office }'],
      ...['{ make-key: the-key, site: office }', '{ save: office }', '{ join: home, key: the-key }'],
    ]
    plant('tells key files')
    const { invariants } = await runSteps(steps)
    const found = invariants?.violated.map(({ invariant, happened }) => `${invariant} ${happened}`)
    expect(found).toContain(
      'I3 at the bus, home/miniserver/notice/trust-told the secret of a key file of office can be read',
    )
  })

  test('I5: a consumer that takes a replica for a user of its own', async () => {
    plant('adopts')
    expect(await violated('{ advance: 1s }')).toContainEqual(
      expect.stringMatching(/^I5 at office Anna \(\S+\) belongs to it and to home at epoch 0$/),
    )
  })

  test('I10: a consumer that applies a page of the feed again that comes twice and late', async () => {
    plant('repeats')
    const edit = (password: string) => `{ edit-user: Anna, site: office, app: true, password: "${password}" }`
    const found = await violated(
      '{ reorder: office, to: home, next: 2 }',
      edit('a-second-one'),
      edit('a-third-one'),
      '{ advance: 1m }',
    )
    expect(found).toContainEqual(expect.stringMatching(/^I10 at home 504F94A00001's feed of epoch 1 went back/))
  })
})
