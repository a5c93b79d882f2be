import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadRigFile } from '../../../../rigs/rig-file/read.ts'
import { aTypedRig, type TypedRig } from '../../../helpers/a-typed-rig.ts'

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(loadRigFile('test/scenarios/rigs/intercoms.yaml'), { trusts: true })
})
afterAll(() => rig[Symbol.asyncDispose]())

const arrived = () => rig.typed('time', 'advance', '1s')
const told = async (...words: string[]): Promise<string> => (await rig.run(words)).told.join('\n')
const intercom = (...words: string[]) => rig.typed('intercom', ...words)

async function rings(): Promise<void> {
  await rig.typed('key', 'home/front-door', '1', 'bell')
  await arrived()
}

test('what a person does at an Intercom is answered in whole sentences', async () => {
  expect(await told('intercom', 'open-stream', 'office/Gate')).toMatch(/^AV_NOT_ACTIVATED: /)
  await rings()
  const opened = await intercom('open-stream', 'office/gate')
  expect(opened).toMatch(/^Opened stream \S+ of office\/Gate\.$/)
  const [, stream = ''] = /stream (\S+)/.exec(opened) ?? []
  expect(await intercom('mute', 'office/Gate')).toBe('Muted office/Gate: while it rings its output Mute is on.')
  expect(await intercom('unmute', 'office/Gate')).toBe('Unmuted office/Gate: while it rings its output Bell is on.')
  expect(await intercom('answer', 'office/Gate')).toBe('Answered office/Gate.')
  await arrived()
  expect(await intercom('list', 'office')).toMatch(/Gate +in a call +0 +of 504F94E00001/)
  expect(await intercom('list', 'home')).toMatch(/Gate +0 +504F94E00002 open, 1 of 3; 504F94E00003 closed/)
  expect(await intercom('close-stream', 'office/Gate', stream)).toBe(`Closed stream ${stream} of office/Gate.`)
  expect(await intercom('list', 'home')).toMatch(/504F94E00002 open, 0 of 3/)
  expect(await intercom('hang-up', 'office/Gate')).toBe('Hung up at office/Gate.')
  await rings()
  expect(await intercom('reject', 'office/Gate')).toBe('Rejected the ring at office/Gate.')
  expect(await told('intercom', 'answer', 'office/Gate')).toBe('INVALID: "Gate" does not ring.')
  expect(await told('intercom', 'answer', 'office/Gat')).toMatch(/^NOT_FOUND: .*Did you mean "Gate"\?/)
})
