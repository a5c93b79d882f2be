import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadRigFile } from '../../../../rigs/rig-file/read.ts'
import { aTypedRig, type TypedRig } from '../../../helpers/a-typed-rig.ts'

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(loadRigFile('rigs/weekend-home.yaml'), { trusts: true })
})
afterAll(() => rig[Symbol.asyncDispose]())

const lineOf = (text: string, name: string): string | undefined =>
  text.split('\n').find((line) => line.trim().startsWith(name))
/** What Miniservers say to each other arrives. */
const arrived = () => rig.typed('time', 'advance', '1s')
const told = async (...words: string[]): Promise<string> => (await rig.run(words)).told.join('\n')

test('R50: an input is set where it is, and is shown with whose it is where it is used', async () => {
  expect(await rig.typed('io', 'set', 'cabin/temperature', '4.5')).toBe('cabin/Temperature is at 4.5.')
  await arrived()
  const home = await rig.typed('io', 'list', 'home')
  expect(lineOf(home, 'Cabin Temperature')).toMatch(/analog input +4.5 +of Cabin +valid$/)
  expect(await rig.typed('io', 'set', 'home/Cabin Heating', 'on')).toBe('home/Cabin Heating is at 1.')
  await arrived()
  expect(lineOf(await rig.typed('io', 'list', 'cabin'), 'Heating')).toMatch(/digital output +1 +set by Home$/)
  expect(await told('io', 'set', 'home/Cabin Temperature', '5')).toBe(
    'FORBIDDEN: "Cabin Temperature" is an input of Cabin: it is set there.',
  )
  expect(await told('io', 'set', 'cabin/Heating', 'on')).toBe('FORBIDDEN: "Heating" is an output: members set it.')
  expect(await told('io', 'set', 'cabin/Temperature', 'warm')).toBe(
    'INVALID: cabin/Temperature is analog: write a number, such as 21.5',
  )
  expect(await told('io', 'set', 'cabin/Temprature', '1')).toMatch(/^NOT_FOUND: .*Did you mean "Temperature"/)
  expect(await told('io', 'set', 'cabin/Thermostat', '1')).toBe(
    'NOT_FOUND: no input or output Thermostat of a Trust at cabin. Inputs and outputs there: Temperature, Heating, Boiler.',
  )
  expect(await told('io', 'set', 'Temperature', '1')).toBe(
    'USAGE: Temperature names no site; write for example home/Temperature',
  )
  expect(await told('io', 'set', 'garage/Temperature', '1')).toBe(
    'NOT_FOUND: no site garage in rig weekend-home. Sites there: home, cabin.',
  )
})

test('R51, R52: one is made, the right to it given, and it is found and added', async () => {
  const made = await rig.typed('io', 'add', 'cabin', 'Alarm', '--direction', 'input', '--description', 'Glass', '--app')
  expect(made).toContain('npx loxrig grant member:MEMBER "cabin/function:Alarm"')
  expect(await rig.typed('trust', 'periphery', 'home')).not.toContain('Alarm')
  await rig.typed('grant', 'member:Home', 'cabin/function:Alarm', '--app')
  expect(lineOf(await rig.typed('trust', 'periphery', 'home', '--from', 'cabin'), 'Cabin  Alarm')).toMatch(
    /digital input +Glass/,
  )
  const add = [
    'trust',
    'periphery',
    'home',
    '--from',
    'cabin',
    '--add',
    'alarm',
    '--name',
    'Cabin Alarm',
    '--room',
    'Hall',
    '--app',
  ]
  expect(await rig.typed(...add)).toMatch(/^Added digital input Cabin Alarm of cabin\./)
  expect(lineOf(await rig.typed('trust', 'periphery', 'home'), 'Cabin  Alarm')).toMatch(/here: Cabin Alarm$/)
  expect(await told(...add)).toMatch(/^REFERENCE_EXISTS: "Cabin Alarm" refers to it already/)
  await rig.typed('io', 'set', 'cabin/Alarm', 'on')
  await arrived()
  expect(lineOf(await rig.typed('io', 'list', 'home'), 'Cabin Alarm')).toMatch(/ 1 +of Cabin +valid$/)
})

test('the right of a Trust member is shown with all others, and revoked like them', async () => {
  expect(await rig.typed('permissions', 'member:Home', '--site', 'cabin')).toContain('Heating')
  await rig.typed('revoke', 'member:Home', 'cabin/function:Heating', '--app')
  await arrived()
  expect(lineOf(await rig.typed('io', 'list', 'home'), 'Cabin Heating')).toMatch(/FORBIDDEN$/)
  expect(await told('trust', 'periphery', 'home', '--from', 'cabin', '--add', 'Heating', '--app')).toMatch(
    /^NOT_FOUND: cabin lets no/,
  )
  expect(await rig.typed('io', 'set', 'home/Cabin Heating', 'off')).toBe(
    'home/Cabin Heating is at 0. Nothing of that arrives: the reference is FORBIDDEN.',
  )
  await rig.typed('io', 'delete', 'home/Cabin Heating', '--app')
  expect(await rig.typed('io', 'list', 'home')).not.toContain('Cabin Heating')
})

test('who is in no Trust with a site is not searched, and that is said at once', async () => {
  const refused = async (...words: string[]) => {
    const { code, printed, told } = await rig.run(['trust', 'periphery', 'home', ...words])
    expect([code, printed]).toEqual([2, []])
    return told.join('\n')
  }
  expect(await refused('--from', 'nowhere')).toMatch(/^NOT_FOUND: There is no member nowhere of a Trust of Home\./)
  expect(await refused('--from', 'cabbin')).toMatch(/Did you mean "cabin"\?$/i)
  expect(await refused('--from', 'home')).toMatch(/^NOT_A_MEMBER: home shares no Trust with Home/)
  expect(await refused('--from', 'nowhere', '--add', 'Alarm')).toMatch(/^NOT_FOUND: /)
})

test('of a member that was removed no path is shown', async () => {
  const status = async () => await rig.typed('trust', 'status', 'home')
  const of = async (name: string) => lineOf(await status(), name)
  expect(await of('Cabin')).toMatch(/internal$/)
  await rig.typed('trust', 'remove', 'home', 'cabin', '--app')
  await arrived()
  expect(await of('Cabin')).toMatch(/removed$/)
})
