import { expect, test } from 'vitest'
import { netOf } from '../../../../sim/domain/miniserver/logic/net-of.ts'
import { homeProgram } from '../a-home.ts'

test('an edit of a user leaves what is wired as it is compiled', () => {
  const program = homeProgram()
  const net = netOf(program)
  const [user] = program.users.values()
  if (user === undefined) throw new Error('nobody is at home')
  program.users.set(user.uuid, { ...user, name: 'somebody' })
  program.rev++
  expect(netOf(program)).toBe(net)
})

test('another control, even of as many, is compiled', () => {
  const program = homeProgram()
  const net = netOf(program)
  const [control] = program.controls.values()
  if (control === undefined) throw new Error('nothing is at home')
  program.controls.set(control.uuid, { ...control, name: 'Another' })
  program.rev++
  expect(netOf(program).parts.get(control.uuid)?.name).toBe('Another')
  expect(netOf(program)).not.toBe(net)
})
