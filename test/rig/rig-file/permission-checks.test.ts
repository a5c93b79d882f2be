import { expect, test } from 'vitest'
import { printFault } from '../../../rigs/rig-file/fault.ts'
import { parseRigFile } from '../../../rigs/rig-file/read.ts'
import { FIRST_LINE, rigWith } from '../checks/a-checked-rig.ts'

const FRONT = 'office/access:Front Door'

test.for<[string, string[]]>([
  [`{ user: Anna, object: ${FRONT}, expect: granted }`, []],
  [
    `{ user: Ana, object: ${FRONT}, expect: granted }`,
    ['13: NOT_FOUND: Nobody is called "Ana" at office. Did you mean "Anna" or "Nina"?'],
  ],
  [
    `{ user: [Anna, "group:Chefs"], object: ${FRONT}, expect: granted }`,
    ['20: NOT_FOUND: Nobody is called "group:Chefs" at office. Did you mean "group:Chiefs"?'],
  ],
  ['{ user: Tom, object: home/access:Front Door, expect: denied }', ['13: NOT_FOUND: Nobody is called "Tom" at home.']],
  [
    '{ user: Anna, object: office/acces:Front Door, expect: granted }',
    ['27: NOT_FOUND: There is no "office/acces:Front Door". Did you mean "office/access:Front Door"?'],
  ],
  [
    '{ user: Anna, object: offce/access:Front Door, expect: granted }',
    ['27: NOT_FOUND: There is no "offce/access:Front Door". Did you mean "office/access:Front Door"?'],
  ],
  [
    '{ user: Anna, object: access:Back Door, expect: granted }',
    [
      '27: NOT_FOUND: There is no "access:Back Door". It names no site: write it as home/access:Front Door. Did you mean "office/access:Back Door"?',
    ],
  ],
  [
    '{ user: Anna, site: office, object: [access:Bck Door], expect: granted }',
    ['42: NOT_FOUND: There is no "access:Bck Door". Did you mean "office/access:Back Door"?'],
  ],
  [
    '{ user: Anna, site: ofice, object: access:Back Door, expect: granted }',
    [
      '25: NOT_FOUND: There is no site "ofice". Did you mean "office"?',
      '40: NOT_FOUND: There is no "access:Back Door".',
    ],
  ],
  [`{ user: Anna, object: ${FRONT} }`, ['7: MISSING_KEY: "expect" is missing: "user" needs it.']],
  [
    `{ user: Anna, object: ${FRONT}, expect: grantd }`,
    ['61: INVALID_VALUE: "expect" is granted, denied, not "grantd". Did you mean "granted"?'],
  ],
  [`{ user: Anna, object: ${FRONT}, expect: { reason: OUTSIDE } }`, ['71: INVALID_VALUE: "reason" is ALLOWED']],
  [
    `{ user: Anna, object: ${FRONT}, expect: { via: "UG:Staff", by: Ben } }`,
    ['80: UNKNOWN_KEY: There is no "by" here. There is reason, via.'],
  ],
  [
    `{ user: Anna, object: ${FRONT}, expect: granted, exactly: [Ben] }`,
    ['70: INVALID_VALUE: "exactly" does not go with "user".'],
  ],
  [
    `{ user: Anna, whoMay: ${FRONT}, exactly: [Ben] }`,
    ['5: INVALID_VALUE: A check has one of "user", "whoMay" and "whatMay".'],
  ],
  ['{ name: Nothing }', ['5: INVALID_VALUE: A check has one of "user", "whoMay" and "whatMay".']],
  [`{ whoMay: ${FRONT}, exactly: [Bn] }`, ['51: NOT_FOUND: Nobody is called "Bn" at office. Did you mean "Ben"?']],
  [
    '{ whatMay: Anna, exactly: ["office/access:Front Door"] }',
    ['7: MISSING_KEY: "site" is missing: "whatMay" needs it.'],
  ],
  ['{ whatMay: Anna, site: office, kind: door, exactly: [] }', ['42: INVALID_VALUE: "kind" is access, right']],
  [
    '{ whatMay: Anna, site: office, exactly: ["access:Frnt Door"] }',
    ['46: NOT_FOUND: There is no "access:Frnt Door". Did you mean "office/access:Front Door"?'],
  ],
  [
    `{ user: Anna, object: ${FRONT}, at: 2026-02-30T08:00, expect: granted }`,
    ['57: INVALID_VALUE: "at" is a time on the clock of the site'],
  ],
  [`{ user: Anna, object: ${FRONT}, at: "08:00", expect: granted }`, ['57: INVALID_VALUE: "at"']],
  [
    `{ user: Anna, object: ${FRONT}, at: { from: 2026-02-03T08:00, until: 2026-02-03T07:00 }, expect: granted }`,
    ['90: INVALID_VALUE: "until" is not after "from".'],
  ],
])('of the check %s the faults are %j', ([check, expected]) => {
  const { faults } = parseRigFile(rigWith(check), 'rig.yaml')
  const told = faults.map((fault) => printFault(fault).replace(`rig.yaml:${FIRST_LINE}:`, ''))
  expect(told).toEqual(expected.map((start) => expect.stringContaining(start)))
})
