import { describe, expect, test } from 'vitest'
import type { TrustStatus } from '../../../sim/domain/trust/status.ts'
import { CABIN, HOME, OFFICE, TRUST, type Unit } from './an-estate.ts'
import { threeInTrust } from './three-in-trust.ts'

const takeOver = { type: 'take-over-manager', trustUuid: TRUST } as const
const forced = { ...takeOver, forced: true } as const

/** Office manages, Home and Cabin are finalised, or have joined only. */
function three(isFinalised = true) {
  const { estate, office, home, cabin, key } = threeInTrust()
  const units = [office, home, cabin] as const
  if (isFinalised) office.config()
  return { estate, office, home, cabin, units, key }
}

const status = (unit: Unit) => (unit.do({ type: 'trust-status' }) as TrustStatus[])[0]
const managers = (units: readonly Unit[]) => units.map((unit) => status(unit)?.manager)
const joined = (unit: Unit) =>
  status(unit)
    ?.members.filter(({ state }) => state === 'joined' || state === 'finalized')
    .map(({ serial }) => serial)
    .sort()

describe('the role of manager, handed over', () => {
  test('R49 §3.3.9: the member becomes the manager, the old one a member, and all know it', () => {
    const { home, office, units } = three()
    const epoch = status(office)?.epoch ?? 0
    expect(home.do(takeOver)).toMatchObject({ trustUuid: TRUST, epoch: epoch + 1 })
    expect(managers(units)).toEqual([HOME, HOME, HOME])
    expect([status(home)?.role, status(office)?.role]).toEqual(['manager', 'member'])
    expect(status(home)?.members.map(({ state }) => state)).toEqual(['finalized', 'finalized', 'finalized'])
    expect(office.edit({ type: 'add-member', trustUuid: TRUST, serial: '504F94A00004' })).toBe('NOT_TRUST_MANAGER')
    expect(home.edit({ type: 'remove-member', trustUuid: TRUST, serial: CABIN })).toMatchObject({})
    expect([joined(home), joined(office)]).toEqual([
      [OFFICE, HOME],
      [OFFICE, HOME],
    ])
  })

  test('§3.3.9: old keys are superseded; what was created goes with the role, and joins with a new key', () => {
    const { estate, office, home } = three()
    const barn = estate.add('504F94A00004', 'Barn')
    const document = office.load()
    const old = office.newKey(document, 2)
    office.save(document)
    office.config({ type: 'add-member', trustUuid: TRUST, serial: '504F94A00004' })
    home.do(takeOver)
    expect(barn.join(old)).toBe('KEY_SUPERSEDED')
    const own = home.load()
    const key = home.newKey(own, 3)
    home.save(own)
    expect(barn.join(key)).toMatchObject({ manager: { serial: HOME } })
    expect(barn.join(old)).toBe('KEY_SUPERSEDED')
  })

  test('§3.3.9: who joins after it follows no earlier manager, whatever number the list of that has', () => {
    const { estate, office, home, cabin } = three()
    estate.cut.add(OFFICE)
    home.do(forced)
    home.edit({ type: 'remove-member', trustUuid: TRUST, serial: CABIN })
    home.config({ type: 'add-member', trustUuid: TRUST, serial: CABIN })
    const document = home.load()
    const key = home.newKey(document, 2)
    home.save(document)
    const request = cabin.ask({ type: 'join-trust', keyFile: key })
    while (cabin.reply(request) === undefined)
      estate.deliver(estate.line.shift() ?? expect.fail('nothing is under way'))
    expect(cabin.reply(request)).toMatchObject({ ok: true })
    // Home goes before it has told Cabin anything but its welcome; Office, that managed it before, has a list of a higher number.
    estate.cut.add(HOME)
    cabin.config()
    for (let serial = 10; serial < 20; serial++)
      office.config({ type: 'add-member', trustUuid: TRUST, serial: `504F94A000${serial}` })
    expect(status(office)?.epoch).toBeGreaterThan(status(cabin)?.epoch ?? 0)
    estate.cut.delete(OFFICE)
    estate.advance(61_000)
    expect(status(cabin)?.manager).toBe(HOME)
  })

  test('P-214: two managers who removed each other stay apart, and the others follow the later term', () => {
    const { estate, office, home, cabin } = three()
    estate.cut.add(OFFICE)
    home.do(forced)
    home.edit({ type: 'remove-member', trustUuid: TRUST, serial: OFFICE })
    office.edit({ type: 'remove-member', trustUuid: TRUST, serial: HOME })
    estate.cut.clear()
    estate.advance(600_000)
    expect([office, home, cabin].map((unit) => status(unit)?.manager)).toEqual([OFFICE, HOME, HOME])
    expect([joined(office)?.includes(HOME), joined(home)]).toEqual([false, [HOME, CABIN]])
  })

  test('§3.3.9: a key of an earlier time as manager is superseded, too, when the role comes back', () => {
    const { estate, office, home } = three()
    const barn = estate.add('504F94A00004', 'Barn')
    home.do(takeOver)
    const document = home.load()
    const key = home.newKey(document, 2)
    home.save(document)
    home.config({ type: 'add-member', trustUuid: TRUST, serial: '504F94A00004' })
    office.do(takeOver)
    home.do(takeOver)
    expect(status(home)?.role).toBe('manager')
    expect(barn.join(key)).toBe('KEY_SUPERSEDED')
  })

  test('§3.3.9: where the answer is lost, the old manager says it again until the new one acts', () => {
    const { estate, office, home, units } = three()
    const request = home.ask(takeOver)
    for (let sent = estate.line.shift(); sent !== undefined; sent = estate.line.shift()) {
      if (sent.from === OFFICE && sent.message.type === 'answer') break
      estate.deliver(sent)
    }
    estate.line.length = 0
    expect(status(office)?.manager).toBe(HOME)
    office.powerOn()
    estate.advance(400_000)
    expect(home.reply(request)).toMatchObject({ ok: false, code: 'CONNECTION_FAILED' })
    expect(managers(units)).toEqual([HOME, HOME, HOME])
    expect(status(home)?.role).toBe('manager')
  })

  test('§3.3.9: one that leaves while the role is on its way does not take it with it', () => {
    const { estate, office, home, cabin } = three()
    cabin.ask(takeOver)
    cabin.ask({ type: 'edit-program', edits: [{ type: 'leave-trust', trustUuid: TRUST }] })
    estate.settle()
    estate.advance(400_000)
    expect([status(office)?.role, status(cabin)?.role, status(home)?.manager]).toEqual(['manager', 'left', OFFICE])
    expect([joined(office), joined(home)]).toEqual([
      [OFFICE, HOME],
      [OFFICE, HOME],
    ])
  })

  test('§3.3.9: a manager that hands the role over cannot leave before the other has it', () => {
    const { estate, office, home } = three()
    home.ask(takeOver)
    const [asked] = estate.line.splice(0)
    if (asked === undefined) throw new Error('nothing was asked')
    estate.deliver(asked)
    estate.line.length = 0
    expect(office.edit({ type: 'leave-trust', trustUuid: TRUST })).toBe('CANNOT_REMOVE_MANAGER')
    estate.advance(400_000)
    expect(status(home)?.role).toBe('manager')
    expect(office.edit({ type: 'leave-trust', trustUuid: TRUST })).toMatchObject({})
  })

  test('P-190: only to a finalised member; by force one that has joined can, and the others follow', () => {
    const { estate, office, home, cabin } = three(false)
    expect(home.do(takeOver)).toBe('NOT_A_MEMBER')
    expect(office.do(takeOver)).toBe('MEMBER_IS_MANAGER')
    expect(home.do({ ...takeOver, trustUuid: '22222222-1111-1111-1111111111111111' })).toBe('NOT_FOUND')
    estate.cut.add(OFFICE)
    expect(home.do(forced)).toMatchObject({ trustUuid: TRUST })
    expect(managers([home, cabin])).toEqual([HOME, HOME])
  })

  test('§3.3.9: while the manager is away nothing happens without force', () => {
    const { estate, office, home, units } = three()
    estate.cut.add(OFFICE)
    expect(home.do(takeOver)).toBe('CONNECTION_FAILED')
    estate.cut.clear()
    estate.advance(61_000)
    expect([managers(units), status(office)?.role]).toEqual([[OFFICE, OFFICE, OFFICE], 'manager'])
  })
})

describe('the role of manager, taken by force', () => {
  test('C19: the old manager comes back, is a member, and says which of its edits are lost', () => {
    const { estate, office, home, cabin, units } = three()
    estate.cut.add(OFFICE)
    // More edits than the other makes: a later term is newer, whatever the epoch.
    for (const serial of ['504F94A00004', '504F94A00005', '504F94A00006'])
      office.config({ type: 'add-member', trustUuid: TRUST, serial })
    office.config({ type: 'remove-member', trustUuid: TRUST, serial: CABIN })
    expect(home.do(forced)).toMatchObject({ trustUuid: TRUST })
    expect(managers([home, cabin])).toEqual([HOME, HOME])
    estate.cut.clear()
    estate.advance(61_000)
    expect(managers(units)).toEqual([HOME, HOME, HOME])
    expect(office.notices).toContain('trust-lost-update')
    expect(office.notices).not.toContain('trust-takeover-conflict')
    for (const unit of units) expect(joined(unit)).toEqual([OFFICE, HOME, CABIN])
  })

  test.for([
    ['nobody edits', 0],
    ['the one with the higher serial edits', 2],
  ] as const)('C20: of two at the same time one holds after the heal: %s', ([, edits]) => {
    const { estate, office, home, cabin, units } = three()
    for (const serial of [OFFICE, HOME, CABIN]) estate.cut.add(serial)
    home.do(forced)
    cabin.do(forced)
    for (let edit = 0; edit < edits; edit++)
      cabin.config({ type: 'add-member', trustUuid: TRUST, serial: `504F94A0001${edit}` })
    expect(managers(units)).toEqual([OFFICE, HOME, CABIN])
    estate.cut.clear()
    estate.advance(400_000)
    const [winner, loser] = edits === 0 ? [home, cabin] : [cabin, home]
    expect(managers(units)).toEqual(units.map(() => winner.identity.serial))
    expect(loser.notices).toContain('trust-takeover-conflict')
    expect(office.notices).not.toContain('trust-takeover-conflict')
    const claim = estate.log.find(({ from, message }) => from === loser.identity.serial && message.type === 'members')
    if (claim === undefined) throw new Error('the loser told nobody')
    estate.deliver({ ...claim, to: winner.identity.serial, address: undefined })
    expect(estate.line.pop()).toMatchObject({ message: { result: { ok: false, code: 'TAKEOVER_CONFLICT' } } })
  })

  test('§3.3.9: one that joined at the old manager only is told that it is out', () => {
    const { estate, office, home, key } = three()
    const barn = estate.add('504F94A00004', 'Barn')
    for (const serial of [HOME, CABIN]) estate.cut.add(serial)
    office.config({ type: 'add-member', trustUuid: TRUST, serial: '504F94A00004' })
    barn.join(key)
    barn.config()
    home.do(forced)
    estate.cut.clear()
    estate.advance(400_000)
    expect([status(barn)?.role, status(office)?.manager]).toEqual(['evicted', HOME])
  })

  test('§3.3.9: a member that knows no unit but the old manager hears from it who the new one is', () => {
    const { estate, office, home, cabin, key, units } = three()
    const barn = estate.add('504F94A00004', 'Barn')
    estate.cut.add(CABIN)
    office.config({ type: 'add-member', trustUuid: TRUST, serial: '504F94A00004' })
    barn.join(key)
    barn.config()
    office.config()
    barn.do(takeOver)
    expect(managers([...units, barn])).toEqual(['504F94A00004', '504F94A00004', OFFICE, '504F94A00004'])
    estate.cut.clear()
    estate.advance(400_000)
    expect(managers([home, cabin])).toEqual(['504F94A00004', '504F94A00004'])
  })

  test('§3.3.9: one that was removed cannot, though it had not heard of it', () => {
    const { estate, office, home, cabin, units } = three()
    estate.cut.add(HOME)
    office.config({ type: 'remove-member', trustUuid: TRUST, serial: HOME })
    home.do(forced)
    expect(status(home)?.role).toBe('manager')
    estate.cut.clear()
    estate.advance(400_000)
    expect([status(home)?.role, managers([office, cabin])]).toEqual(['evicted', [OFFICE, OFFICE]])
    expect(units.map((unit) => joined(unit))).toEqual([[OFFICE, CABIN], [], [OFFICE, CABIN]])
  })

  test('§3.3.9: one that was removed cannot, though its removal is on its way', () => {
    const { estate, office, home, cabin, units } = three()
    office.ask({ type: 'edit-program', edits: [{ type: 'remove-member', trustUuid: TRUST, serial: CABIN }] })
    cabin.ask(forced)
    estate.settle()
    estate.advance(400_000)
    expect([status(cabin)?.role, managers([office, home])]).toEqual(['evicted', [OFFICE, OFFICE]])
    expect(units.map((unit) => joined(unit))).toEqual([[OFFICE, HOME], [OFFICE, HOME], []])
  })

  test('§3.3.9: of one that is given the role and one that takes it meanwhile, one holds', () => {
    const { estate, home, cabin, units } = three()
    home.ask(takeOver)
    cabin.ask(forced)
    estate.settle()
    estate.advance(400_000)
    expect(managers(units)).toEqual([HOME, HOME, HOME])
    expect(cabin.notices).toContain('trust-takeover-conflict')
  })

  test('§3.3.9: a stranger that says it manages the Trust is refused', () => {
    const { estate, home, cabin } = three()
    const info = { serial: '504F94A00009', name: 'Mallory', miniserverType: 2, firmware: '16.0' }
    const list = { trustUuid: TRUST, name: 'Family', epoch: 99, term: 9, members: [info] } as const
    estate.deliver({ from: info.serial, to: HOME, address: undefined, message: { id: 'x', type: 'members', ...list } })
    const handOver = { ...list, generation: 1, members: [] }
    const message = { id: 'y', type: 'hand-over', handOver } as const
    estate.deliver({ from: info.serial, to: HOME, address: undefined, message })
    estate.settle()
    expect(managers([home, cabin])).toEqual([OFFICE, OFFICE])
  })
})
