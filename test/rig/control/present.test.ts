import { expect, test } from 'vitest'
import { tap } from '../../../rigs/control/commands/present.ts'
import { RigError } from '../../../sim/domain/errors.ts'
import { aLab } from '../../helpers/a-lab.ts'

test('a tap that cannot be sent waits for no decision, so that nothing is left to fail later', async () => {
  const { rig } = await aLab({ trusts: false })
  let waits = 0
  const estate = {
    ...rig.estate,
    command: (): string => {
      throw new RigError('BROKER_LOST', 'the broker is gone')
    },
    next: () => {
      waits++
      return Promise.reject(new RigError('DEADLINE', 'nothing was decided'))
    },
  }
  const input = { reader: 'home/front-door', tag: 'blue-card' }
  const tapped = tap.run({ ...rig.context, estate }, input, new AbortController().signal)
  await expect(tapped).rejects.toMatchObject({ code: 'BROKER_LOST' })
  expect(waits).toBe(0)
})
