import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadRigFile } from '../../../../rigs/rig-file/read.ts'
import { aTypedRig, type TypedRig } from '../../../helpers/a-typed-rig.ts'

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(loadRigFile('rigs/two-sites.yaml'))
})
afterAll(() => rig[Symbol.asyncDispose]())

/** What somebody is told who mistyped, with the exit code. */
async function told(...words: string[]): Promise<string> {
  const { code, told } = await rig.run(words)
  return `${code} ${told.join('\n')}`
}

describe('what was mistyped is told with what there is instead', () => {
  test.for<[string, string[], string | RegExp]>([
    ['a site', ['config', 'load', 'garage'], 'NOT_FOUND: no site garage in rig two-sites. Sites there: office, home.'],
    [
      'a reader',
      ['history', 'x/y'],
      /^2 NOT_FOUND: no reader x\/y in rig two-sites\. Readers there: office\/front-door, /,
    ],
    ['an Intercom', ['ring', 'y'], /^2 NOT_FOUND: no Intercom y in rig two-sites\. Intercoms there: /],
    [
      'the id of a tag',
      ['tap', 'home/front-door', '04 A1 B2'],
      /^2 NOT_FOUND: no tag 04 A1 B2: neither a credential of rig two-sites nor an id\. Of the rig: blue-card.*\. It is no tag id; write its bytes in hex, such as 04 A1 B2 C3/,
    ],
    [
      'the id of an iButton',
      ['touch', 'home/side-door', '01.AB'],
      /nor an id\. Of the rig: blue-button.*\. It is no iButton id; write eight bytes in hex/,
    ],
    [
      'a key',
      ['key', 'home/front-door', '1', 'tik'],
      'USAGE: there is no key "tik"; write digits, tick and bell: 1234 tick, 12 bell',
    ],
    ['a key that may be of a code', ['key', 'home/front-door', '12e4'], /^2 USAGE: there is no such key; /],
    [
      'an object',
      ['grant', 'Anna', 'office/Front Door', '--app'],
      /^2 NOT_FOUND: There is no kind of object "Front Door"\. Objects are written with their kind: .*access.*, such as access:Front Door\.$/,
    ],
    ['a group of verbs', ['io'], /USAGE: "loxrig io" is no whole command; go on with one of those above$/],
    [
      'the verb of a help',
      ['help', 'tpa'],
      /USAGE: "loxrig help tpa" is no whole command; go on with one of those above$/,
    ],
    [
      'a rig that runs',
      ['down', '--rig', 'cabin'],
      'NO_RIG: rig cabin does not run here; start it: npx loxrig up cabin. Running here: two-sites.',
    ],
    [
      'a rig to start',
      ['up', 'two-sits'],
      /^2 FILE_UNREADABLE: no rig two-sits: .*two-sits\.yaml is not there\. Did you mean "two-sites"/,
    ],
    ['a rig to start that nothing is like', ['up', 'x'], /^2 FILE_UNREADABLE: no rig x: .* Rigs there: .*two-sites/],
    [
      'a login',
      ['io', 'list', 'office', '--user', 'Zoe'],
      /the rig card has no login of Zoe at office; give the password in LOXRIG_PASSWORD\. Logins there: admin\.$/,
    ],
    [
      'no port',
      ['attach', 'serial', 'home/side-door'],
      /^2 USAGE: say which port: its path, such as \/dev\/ttyUSB0, or --serial-number/,
    ],
    ['a file', ['config', 'restore', 'home', 'nope.json'], /^2 FILE_UNREADABLE: \S+\/nope.json is not there$/],
    [
      'a file that is a folder',
      ['config', 'restore', 'home', '.loxrig'],
      /^2 FILE_UNREADABLE: \S+\/.loxrig is a folder; name a file$/,
    ],
  ])('%s', async ([_, words, expected]) => {
    expect(await told(...words)).toEqual(
      typeof expected === 'string' ? `2 ${expected}` : expect.stringMatching(expected),
    )
  })
})
