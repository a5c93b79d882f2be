import { expect, test } from 'vitest'
import { stateUuid } from '../../../sim/domain/miniserver/api/state-uuid.ts'
import { structureControl } from '../../../sim/protocol/loxone/structure-control.ts'
import { HOME, OFFICE, type Unit } from '../trust/an-estate.ts'
import { aGate, aGateReference, gateAt, gateSites, push } from './intercom-estate.ts'

const VIEW = { rooms: [], categories: [], trustAddresses: new Map([[OFFICE, 'office:443']]) }

/** What an App sees of the Gate's state at a unit; what it was from the beginning is not there. */
const shown = (unit: Unit, name: string) => unit.state.api.values.get(stateUuid(gateAt(unit).uuid, name))

function commanded(unit: Unit, action: string): number | undefined {
  unit.command('admin', `jdev/sps/io/Gate/${action}`)
  return unit.answers.at(-1)?.code
}

test('R55: an App finds the host by its serial and address at the block of a member, and there none', () => {
  expect(structureControl(aGateReference(HOME), VIEW)).toMatchObject({
    type: 'IntercomV2',
    details: { deviceType: 1, trustMember: OFFICE, trustAddress: 'office:443' },
  })
  expect(structureControl({ ...aGateReference(HOME), version: 1 }, VIEW).type).toBe('Intercom')
  expect(structureControl(aGate(), VIEW).details).not.toHaveProperty('trustMember')
})

test('the states say that it rings, that it is muted, and what nobody answered', () => {
  const sites = gateSites()
  push(sites, HOME)
  expect(shown(sites.home, 'bell')).toBe(1)
  expect(commanded(sites.home, 'mute/1')).toBe(200)
  expect([shown(sites.home, 'muted'), shown(sites.home, 'bell')]).toEqual([1, 1])
  expect(commanded(sites.home, 'answer')).toBe(200)
  expect(shown(sites.home, 'bell')).toBe(0)
  expect(commanded(sites.home, 'mute/0')).toBe(200)
  expect(shown(sites.home, 'muted')).toBe(0)
})

test('what an Intercom cannot do is refused, and an answer without a ring changes nothing', () => {
  const { home } = gateSites()
  expect(commanded(home, 'answer')).toBe(200)
  expect(home.notices).not.toContain('intercom-stopped')
  for (const action of ['reject', 'mute/2', 'playTts/99', 'on']) expect(commanded(home, action)).toBe(500)
})

test('the block of a first Intercom shows the rings that nobody answered, in local time, and cannot be muted', () => {
  const sites = gateSites({ version: 1 })
  const gate = sites.home.program.controls.get(gateAt(sites.home).uuid)
  if (gate?.kind !== 'intercom-reference') throw new Error('no block')
  sites.home.program.controls.set(gate.uuid, { ...gate, version: 1 })
  push(sites, HOME)
  expect(shown(sites.home, 'lastBellTimestamp')).toBe('20261121120000')
  sites.estate.advance(60_000)
  push(sites, HOME)
  sites.estate.advance(60_000)
  expect(shown(sites.home, 'lastBellEvents')).toBe('20261121120000|20261121120100')
  expect(shown(sites.home, 'lastBellTimestamp')).toBe('')
  expect(commanded(sites.home, 'mute/1')).toBe(500)
})

test('whoever may not see the block may do nothing there', () => {
  const sites = gateSites()
  const request = sites.home.ask(
    { type: 'intercom', uuid: gateAt(sites.home).uuid, action: 'answer' },
    { user: 'nobody', password: 'x' },
  )
  expect(sites.home.reply(request)).toMatchObject({ ok: false })
})
