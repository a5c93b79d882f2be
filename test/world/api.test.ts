import { expect, test } from 'vitest'
import { type ApiHeard, VirtualApi } from '../../sim/world/api.ts'

test('clients of a unit that is gone without a goodbye see their connections break, and hear nothing more', () => {
  const api = new VirtualApi()
  const heard: ApiHeard[] = []
  for (const session of ['one', 'two']) api.connect(session, (each) => heard.push(each))
  api.loseAll()
  api.states('one', [])
  const closed = { type: 'closed', code: 1006, reason: '' }
  expect(heard).toEqual([closed, closed])
})
