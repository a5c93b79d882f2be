import { describe, expect, test } from 'vitest'
import { ALTERATIONS, alteredKey } from '../../../rigs/scenario/steps/trust/altered-key.ts'
import { readSteps, runSteps } from './a-scenario.ts'

describe('words for users and groups', () => {
  test('make a group, rename it, put somebody in and take them out, and delete it', async () => {
    const { failure } = await runSteps([
      '{ revoke: Clara, object: "office/access:Front Door", app: true }',
      '{ add-group: Visitors, site: office, app: true }',
      '{ grant: "group:Visitors", object: "office/access:Front Door", app: true }',
      '{ assign: Clara, group: Visitors, site: office, app: true }',
      '{ tap: green-card, reader: office/front-door }',
      '{ expect: { decision: granted, user: Clara, group: Visitors } }',
      '{ edit-group: Visitors, site: office, name: Guests, app: true }',
      '{ tap: green-card, reader: office/front-door }',
      '{ expect: { decision: granted, user: Clara, group: Guests } }',
      '{ unassign: Clara, group: Guests, site: office, app: true }',
      '{ tap: green-card, reader: office/front-door }',
      '{ expect: { decision: denied, user: Clara } }',
      '{ delete-group: Guests, site: office, app: true }',
      '{ assign: Clara, group: Guests, site: office, app: true, refused: NOT_FOUND }',
    ])
    expect(failure).toBeUndefined()
  })

  test('change what is given of a user and leave the rest, and delete it', async () => {
    const { failure, records } = await runSteps([
      '{ edit-user: Anna, site: office, name: Anne, password: hush-hush, tags: [green-card], app: true }',
      '{ expect: { user: Anne, site: office, tags: [green-card], ibuttons: [blue-button], groups: [Management] } }',
      '{ edit-user: Anne, site: office, status: { validUntil: "2026-10-23T17:00:00+02:00" }, app: true }',
      '{ touch: blue-button, reader: office/side-door, at: "16:59" }',
      '{ expect: { decision: granted, user: Anne } }',
      '{ touch: blue-button, reader: office/side-door, at: "17:00" }',
      '{ expect: { decision: denied, reason: EXPIRED, user: Anne } }',
      '{ delete-user: Anne, site: office, app: true }',
      '{ expect: { user: Anne, site: office, exists: false } }',
    ])
    expect(failure).toBeUndefined()
    expect(JSON.stringify(records)).not.toContain('hush-hush')
  })
})

describe('a key file on its way', () => {
  const KEY = '{\n  "secret": "YWJj",\n  "sig": "ZGVm"\n}\n'

  test.for(ALTERATIONS)('is another one after %s, and always the same', (alteration) => {
    expect(alteredKey(KEY, alteration)).not.toBe(KEY)
    expect(alteredKey(KEY, alteration)).toBe(alteredKey(KEY, alteration))
  })

  test('loses nothing by mail, half of it by a cut, and one letter by a bit', () => {
    expect(alteredKey(KEY, 'bom').slice(1)).toBe(KEY)
    expect(alteredKey(KEY, 'crlf').replaceAll('\r', '')).toBe(KEY)
    expect(KEY.startsWith(alteredKey(KEY, 'cut'))).toBe(true)
    const flipped = [...alteredKey(KEY, 'flipped')]
    expect(flipped.filter((letter, index) => letter !== KEY[index])).toHaveLength(1)
  })
})

describe('words for schedules and operating modes', () => {
  const TAP = '{ tap: green-card, reader: office/front-door }'
  const GRANT = '{ grant: Clara, object: "office/access:Front Door", schedule: Evening, app: true }'
  const EVENING = 'site: office, entries: [{ days: [friday], from: "16:00", to: "18:00" }]'

  test('make a schedule and give it to somebody, change it, and delete it when nobody has it', async () => {
    const { failure } = await runSteps([
      `{ add-schedule: Evening, ${EVENING}, app: true }`,
      `{ add-schedule: evening, ${EVENING}, app: true, refused: NAME_TAKEN }`,
      GRANT,
      TAP,
      '{ expect: { decision: granted, user: Clara, schedule: Evening } }',
      '{ edit-schedule: Evening, site: office, name: Late, entries: [{ days: [friday], from: "17:00", to: "18:00" }], app: true }',
      TAP,
      '{ expect: { decision: denied, user: Clara, reason: OUTSIDE_SCHEDULE } }',
      '{ delete-schedule: Late, site: office, app: true, refused: SCHEDULE_IN_USE }',
      '{ revoke: Clara, object: "office/access:Front Door", app: true }',
      '{ delete-schedule: Late, site: office, app: true }',
      '{ edit-schedule: Always, site: office, entries: [], app: true, refused: INVALID }',
    ])
    expect(failure).toBeUndefined()
  })

  test('of a document count when it is saved, and an operating mode at once', async () => {
    const { failure } = await runSteps([
      '{ load: office }',
      '{ edit-schedule: Office Hours, site: office, modes: [Holiday] }',
      '{ tap: red-card, reader: office/front-door }',
      '{ expect: { decision: granted, user: Ben } }',
      '{ set-mode: Holiday, site: office, active: true }',
      '{ tap: red-card, reader: office/front-door }',
      '{ expect: { decision: granted, user: Ben } }', // the schedule that runs does not list it
      '{ save: office }',
      '{ tap: red-card, reader: office/front-door }',
      '{ expect: { decision: denied, user: Ben, reason: OUTSIDE_SCHEDULE } }',
      '{ set-mode: Holiday, site: office, active: false }',
      '{ tap: red-card, reader: office/front-door }',
      '{ expect: { decision: granted, user: Ben } }',
      '{ set-mode: Holiday, site: office, active: true, by: Otto, refused: FORBIDDEN }',
    ])
    expect(failure).toBeUndefined()
  })

  test('name schedules and modes that are there, or are made by a step before', () => {
    const { faults } = readSteps([
      '{ grant: Clara, object: "office/access:Front Door", schedule: Evening, app: true }',
      `{ add-schedule: Evening, ${EVENING} }`,
      '{ grant: Clara, object: "office/access:Front Door", schedule: Evening }',
      '{ grant: Hugo, object: "home/access:Front Door", schedule: Evening }', // another site's
      '{ edit-schedule: Evening, site: office, name: Late }',
      '{ delete-schedule: Lite, site: office }',
      '{ set-mode: Holliday, site: office, active: true }',
    ])
    expect(faults.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(/^NOT_FOUND: No schedule Evening at office\./),
      expect.stringMatching(/^NOT_FOUND: No schedule Evening at home\./),
      expect.stringMatching(/^NOT_FOUND: No schedule Lite at office\. Did you mean "Late"\?$/),
      expect.stringMatching(/^NOT_FOUND: No operating mode Holliday at office\. Did you mean "Holiday"\?$/),
    ])
  })
})
