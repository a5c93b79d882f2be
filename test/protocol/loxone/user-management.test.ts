import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ApiCommand } from '../../../sim/domain/miniserver/api-command.ts'
import { encodeReply } from '../../../sim/protocol/loxone/encode-reply.ts'
import { httpReply } from '../../../sim/protocol/loxone/http-reply.ts'
import { parseCommand } from '../../../sim/protocol/loxone/parse-command.ts'

const U = '12eebb90-00a1-3073-ffff88c561c84c44'
const G = '12eebb90-00a1-3076-ffff88c561c84c44'

describe('user management', () => {
  test.for<[string, object]>([
    ['jdev/sps/getuserlist2', { type: 'get-user-list' }],
    ['jdev/sps/getuserlist2/', { type: 'get-user-list' }],
    ['jdev/sps/GetUserList2', { type: 'get-user-list' }],
    [`jdev/sps/getuser/${U}`, { type: 'get-user', user: U }],
    ['dev/sps/getuser/Anna%40Office/', { type: 'get-user', user: 'Anna@Office' }],
    ['jdev/sps/getgrouplist/', { type: 'get-group-list' }],
    ['jdev/sps/createuser/Anna%2FMaria', { type: 'create-user', name: 'Anna/Maria' }],
    [`jdev/sps/deleteuser/${U.toUpperCase()}`, { type: 'delete-user', user: U }],
    [`jdev/sps/assignusertogroup/${U}/${G}`, { type: 'assign-user-to-group', user: U, group: G }],
    [`jdev/sps/removeuserfromgroup/${U}/${G}`, { type: 'remove-user-from-group', user: U, group: G }],
    [`jdev/sps/updateuserpwdh/${U}/AB`, { type: 'update-password', which: 'password', user: U, hash: 'AB' }],
    [`jdev/sps/updateuserpwdh/${U}/AB|2`, { type: 'update-password', which: 'password', hash: 'AB', score: 2 }],
    [
      `jdev/sps/updateuservisupwdh/${U}/AB%7C0`,
      { type: 'update-password', which: 'visuPassword', hash: 'AB', score: 0 },
    ],
    [`jdev/sps/updateuseraccesscode/${U}/0042`, { type: 'update-access-code', user: U, code: '0042' }],
    [`jdev/sps/updateuseraccesscode/${U}/`, { type: 'update-access-code', user: U, code: '' }],
    [`jdev/sps/updateuseraccesscode/${U}`, { type: 'update-access-code', user: U, code: '' }],
    [
      `jdev/sps/addusernfc/${U}/55%2015%2043%2098%2057%200F%20CB%2015%20EC/Key%20%2F%20ring`,
      { type: 'add-user-nfc', user: U, tag: '55 15 43 98 57 0F CB 15 EC', name: 'Key / ring' },
    ],
    [`jdev/sps/addusernfc/${U}/04a1b2c3`, { type: 'add-user-nfc', tag: '04 A1 B2 C3', name: '04 A1 B2 C3' }],
    [`jdev/sps/addusernfc/${U}/1234/testTag`, { type: 'add-user-nfc', tag: '1234', name: 'testTag' }],
    [`jdev/sps/removeusernfc/${U}/04%3Aa1%3Ab2%3Ac3`, { type: 'remove-user-nfc', user: U, tag: '04 A1 B2 C3' }],
    [`jdev/sps/getcontrolpermissions/${U}`, { type: 'get-control-permissions', control: U }],
    ['jdev/sps/getcustomuserfields', { type: 'get-custom-user-fields' }],
    ['jdev/sps/getuserpropertyoptions', { type: 'get-user-property-options' }],
    ['jdev/sps/checkuserid/1234%2024', { type: 'check-user-id', id: '1234 24' }],
    ['jdev/sps/checkuservisupwd/ab', { type: 'check-visu-password', hash: 'ab' }],
    [`jdev/sps/getuser/${U}/more`, { type: 'unknown' }],
    [`jdev/sps/assignusertogroup/${U}`, { type: 'unknown' }],
  ])('reads %s', ([path, expected]) => {
    expect(parseCommand(path)).toMatchObject({ control: path, ...expected })
  })

  test('reads no score where it says "never judged"', () => {
    expect(parseCommand(`jdev/sps/updateuserpwdh/${U}/AB|-2`)).not.toHaveProperty('score')
  })
})

describe('the JSON of addoredituser', () => {
  const read = (json: string, isEncoded = true) =>
    parseCommand(`jdev/sps/addoredituser/${isEncoded ? encodeURIComponent(json) : json}`)
  const fieldsOf = (value: unknown) => (read(JSON.stringify(value)) as ApiCommand & { type: 'add-or-edit-user' }).fields

  test('is read as a client sends it over a WebSocket, plain and with slashes in it', () => {
    const json = `{"uuid":"${U}","name":"a/b","userState":2,"validUntil":1200,"usergroups":["${G}"],"nfcTags":["12 34 56 78 90 98 76 54"],"userid":"1234 24 12 83","admin":true}`
    expect(read(json, false)).toMatchObject({
      type: 'add-or-edit-user',
      fields: {
        ...{ uuid: U, name: 'a/b', userState: 2, validUntil: 1200, userid: '1234 24 12 83', usergroups: [G] },
        nfcTags: [{ id: '12 34 56 78 90 98 76 54' }],
      },
    })
  })

  test('has firstname and firstName, userstate and userState; null is nothing', () => {
    const fields = { firstname: 'Ada', userState: 1, profile: undefined }
    expect(fieldsOf({ firstName: 'Ada', userstate: 1, uuid: null })).toEqual({
      profile: { firstname: 'Ada' },
      userState: 1,
    })
    expect(fieldsOf(fields)).toEqual({ profile: { firstname: 'Ada' }, userState: 1 })
    expect(fieldsOf({ LastName: 'L', validuntil: '12', customfield3: 'c' })).toEqual({
      profile: { lastname: 'L', customField3: 'c' },
      validUntil: 12,
    })
  })

  test('has groups and tags as getuser shows them, or as plain text', () => {
    const tag = { name: 'NFC-Tag', id: '12 34 56 78 90 98 76 54' }
    expect(fieldsOf({ usergroups: [{ name: 'x', uuid: G.toUpperCase() }, G], nfcTags: [tag, '04a1b2c3'] })).toEqual({
      profile: {},
      usergroups: [G, G],
      nfcTags: [tag, { id: '04 A1 B2 C3' }],
    })
  })

  test.for([
    '',
    '{',
    '[]',
    '"x"',
    'null',
    '{"name":1}',
    '{"userState":9}',
    '{"nfcTags":[{"name":"x"}]}',
    '{"validFrom":-1}',
  ])('%s is malformed', (json) => {
    expect(read(json)).toMatchObject({ type: 'malformed', code: 500 })
  })

  test('whatever it is, it is a command', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(['add-or-edit-user', 'malformed']).toContain(read(json).type)
      }),
    )
  })
})

describe('the operating times', () => {
  test.for<[string, object]>([
    ['0/4/1', { kind: 'yearly-date', month: 4, day: 1 }],
    ['1/-2', { kind: 'easter', offset: -2 }],
    ['2/2026%2F7%2F15', { kind: 'date', date: { year: 2026, month: 7, day: 15 } }],
    ['4/12/24/1/6', { kind: 'yearly-timespan', from: { month: 12, day: 24 }, to: { month: 1, day: 6 } }],
    ['5/7/2/1', { kind: 'weekday-in-month', month: 7, weekday: 2, nth: 1 }],
  ])('have calMode %s', ([attributes, days]) => {
    const entry = { name: 'A feast', mode: -1, days }
    const path = `A%20feast/-1/${attributes}`
    expect(parseCommand(`jdev/sps/calendarcreateentry/${path}`)).toMatchObject({ type: 'create-calendar-entry', entry })
    expect(parseCommand(`jdev/sps/calendarupdateentry/${U.toUpperCase()}/${path}/`)).toMatchObject({
      type: 'update-calendar-entry',
      uuid: U,
      entry,
    })
  })

  test.for(['0/4', '0/4/1/1', '6/1', '1/x', '1/', 'x/1', '2/2026/7'])('have no calMode %s', (attributes) => {
    expect(parseCommand(`jdev/sps/calendarcreateentry/A/0/${attributes}`)).toMatchObject({
      type: 'malformed',
      code: 400,
    })
  })

  test.for<[string, object]>([
    ['calendargetentries/', { type: 'calendar-entries' }],
    ['calendargetheatperiod', { type: 'calendar-period', period: 'heating' }],
    ['calendargetcoolperiod', { type: 'calendar-period', period: 'cooling' }],
    [`calendardeleteentry/${U}`, { type: 'delete-calendar-entry', uuid: U }],
  ])('read %s', ([path, expected]) => {
    expect(parseCommand(`jdev/sps/${path}`)).toMatchObject(expected)
  })
})

describe('answers', () => {
  const answer = (path: string, reply: { code: number; value: unknown }) =>
    JSON.parse(encodeReply(parseCommand(path), reply).body)

  test.for(['getuserlist2', `getuser/${U}`, 'getgrouplist', 'addoredituser/{"name":"A"}', 'calendargetentries'])(
    'to %s are JSON inside a string, refusals plain text',
    (path) => {
      const value = [{ name: 'Administrator', uuid: U, isAdmin: true, userState: 0 }]
      expect(answer(`jdev/sps/${path}`, { code: 200, value })).toEqual({
        LL: { control: `dev/sps/${path}`, value: JSON.stringify(value), Code: '200' },
      })
      expect(answer(`jdev/sps/${path}`, { code: 429, value: 'too many' }).LL).toMatchObject({
        value: 'too many',
        Code: '429',
      })
    },
  )

  test('to the others are objects and plain text, byte for byte', () => {
    const { body } = encodeReply(parseCommand('jdev/sps/checkuserid/7'), { code: 200, value: { name: '', uuid: '' } })
    expect(body).toBe('{"LL":{"control":"dev/sps/checkuserid/7","value":{"name":"","uuid":""},"Code":"200"}}')
    expect(answer('jdev/sps/createuser/A', { code: 200, value: U }).LL.value).toBe(U)
  })

  test('over HTTP are in an envelope, 403 and 404 as pages', () => {
    const codeOf = (code: number) => httpReply(parseCommand(`jdev/sps/deleteuser/${U}`), { code, value: '' }).status
    expect([200, 201, 400, 409, 423, 429, 500, 504].map(codeOf)).toEqual(Array.from({ length: 8 }, () => 200))
    expect([403, 404].map(codeOf)).toEqual([403, 404])
  })
})
