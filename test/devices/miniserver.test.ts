import { describe, expect, test } from 'vitest'
import { ALIVE_MS } from '../../sim/devices/bus-presence.ts'
import { RESTART_MS } from '../../sim/devices/miniserver.ts'
import { stateUuid } from '../../sim/domain/miniserver/api/state-uuid.ts'
import { SILENCE_MAX_MS } from '../../sim/domain/miniserver/device-presence.ts'
import { BLUE, controlNamed, homeProgram, OFFICE } from '../domain/miniserver/a-home.ts'
import { aHomeSite, type HomeSite, losePower, saveAgain } from './a-home-site.ts'

const DON_MS = 3_000

/** What the Miniserver said of itself. */
function ownStates({ seen }: HomeSite): unknown[] {
  return seen.flatMap((message) =>
    message.channel === '$state' && message.device === 'miniserver' ? [message.data] : [],
  )
}

describe('a Miniserver that is saved', () => {
  test('says init once and then ready once, and is up after its restart', () => {
    const home = aHomeSite()
    const [reply] = [saveAgain(home), home.world.runUntil(() => !home.miniserver.running, 60_000)]
    expect(reply).toMatchObject([{ ok: true, value: { rev: 2 } }])
    home.world.run(home.world.monotonicMs + RESTART_MS - 1)
    expect(home.miniserver.running).toBe(false)
    home.world.run(home.world.monotonicMs + 1)
    expect(home.miniserver.running).toBe(true)
    home.world.settle()
    expect(ownStates(home)).toEqual(['ready', 'init', 'ready'])
  })

  test('closes the sessions of its API, which are unknown afterwards', () => {
    const home = aHomeSite()
    const client = home.client('app')
    client.logIn()
    saveAgain(home)
    home.world.settle()
    expect(client.heard.at(-1)).toMatchObject({ type: 'closed', code: 1001 })
    home.world.advance(RESTART_MS)
    const before = client.heard.length
    client.ask('jdev/sps/LoxAPPversion3')
    home.world.settle()
    expect(client.heard).toHaveLength(before)
  })

  test('answers whoever asks meanwhile, or still waits, that it restarts', () => {
    const home = aHomeSite()
    home.network.cut(OFFICE)
    const waiting = home.control({ type: 'discover', serial: OFFICE })
    saveAgain(home)
    home.world.runUntil(() => !home.miniserver.running, 60_000)
    const meanwhile = home.control({ type: 'trust-status' })
    for (const replies of [waiting, meanwhile]) expect(replies).toMatchObject([{ ok: false, code: 'DEVICE_OFFLINE' }])
    home.world.advance(RESTART_MS)
    const afterwards = home.control({ type: 'trust-status' })
    expect(afterwards).toMatchObject([{ ok: true }])
  })

  test('hears after the restart what its peers said meanwhile, in order', () => {
    const home = aHomeSite()
    saveAgain(home)
    home.world.runUntil(() => !home.miniserver.running, 60_000)
    for (const id of ['first', 'second']) home.office.heartbeat(id)
    home.world.run(home.world.monotonicMs + RESTART_MS - 1)
    expect(home.office.heard.filter(({ type }) => type === 'answer')).toEqual([])
    home.world.settle()
    home.world.advance(RESTART_MS)
    expect(home.office.heard.filter(({ type }) => type === 'answer').map(({ id }) => id)).toEqual(['first', 'second'])
  })

  test('has all outputs off afterwards, for the bus and for clients, and a pulse that ran does not end twice', () => {
    const home = aHomeSite()
    home.keypad.tap(BLUE)
    home.world.settle()
    saveAgain(home)
    home.world.advance(10 * DON_MS)
    expect(home.states('front-door', 'o1')).toEqual([false, true, false])
    const client = home.client('app')
    client.logIn()
    const strike = stateUuid(controlNamed(homeProgram(), 'Front Strike').uuid, 'active')
    const shown = client.heard.flatMap((heard) => (heard.type === 'states' ? heard.changes : []))
    expect(shown.find(({ uuid }) => uuid === strike)?.value).toBe(0)
  })

  test('shows clients afterwards when the history last changed, also after a loss of power', () => {
    const home = aHomeSite()
    home.keypad.tap(BLUE)
    home.world.settle()
    const decided = home.decisions()[0]?.atMs
    const shown = (session: string): unknown => {
      const client = home.client(session)
      client.logIn()
      const uuid = stateUuid(controlNamed(homeProgram(), 'Front Door').uuid, 'historyDate')
      return client.heard
        .flatMap((heard) => (heard.type === 'states' ? heard.changes : []))
        .find((each) => each.uuid === uuid)?.value
    }
    expect(shown('before')).toBe(decided)
    saveAgain(home)
    home.world.advance(RESTART_MS)
    expect(shown('saved')).toBe(decided)
    losePower(home)()
    home.world.settle()
    expect(shown('power')).toBe(decided)
  })

  test('decides a tap during the restart afterwards, when the keypad offers it again', () => {
    const home = aHomeSite()
    saveAgain(home)
    home.world.runUntil(() => !home.miniserver.running, 60_000)
    home.keypad.tap(BLUE)
    home.world.run(home.world.monotonicMs + RESTART_MS)
    expect(home.decisions()).toEqual([])
    home.world.advance(2_000)
    expect(home.decisions()).toMatchObject([{ outcome: 'granted', ageMs: 1_000 }])
  })

  test('still notices that a device fell silent, also one whose last sign came before the restart', () => {
    const home = aHomeSite()
    home.world.advance(ALIVE_MS + 1_000)
    saveAgain(home)
    home.world.runUntil(() => !home.miniserver.running, home.world.monotonicMs + 60_000)
    home.keypad.powerOff()
    home.world.advance(SILENCE_MAX_MS - 1_000)
    expect(home.notices()).not.toContain('device-offline')
    home.world.advance(1_000 + RESTART_MS)
    expect(home.notices()).toContain('device-offline')
  })
})

describe('a Miniserver that commits', () => {
  test('hands the records to its store before it works out what follows, and carries that out only once they are durable', () => {
    const home = aHomeSite()
    // Whoever works out a grant switches its output on in the memory of the unit.
    const isWorkedOut = (): boolean => JSON.stringify(home.miniserver.snapshot()).includes('"causedBy"')
    const handed: { readonly wasWorkedOut: boolean; readonly done: () => void }[] = []
    home.store.commit = (_, done) => void handed.push({ wasWorkedOut: isWorkedOut(), done })
    home.keypad.tap(BLUE)
    home.world.run(home.world.monotonicMs + 100)
    expect(handed.map(({ wasWorkedOut }) => wasWorkedOut)).toEqual([false])
    expect(isWorkedOut()).toBe(true)
    expect([home.states('front-door', 'o1'), home.decisions()]).toEqual([[false], []])
    for (const { done } of handed) done()
    home.world.settle()
    expect(home.states('front-door', 'o1')).toEqual([false, true])
    expect(home.decisions()).toHaveLength(1)
  })
})
