import { describe, expect, test } from 'vitest'
import { ALTERATIONS, alteredKey } from '../../../rigs/scenario/steps/trust/altered-key.ts'
import { runSteps } from './a-scenario.ts'

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
