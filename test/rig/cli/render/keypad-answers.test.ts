import { expect, test } from 'vitest'
import { PLAIN } from '../../../../rigs/cli/paint.ts'
import { renderKeypadAnswers } from '../../../../rigs/cli/render/keypad-answers.ts'
import { aLab } from '../../../helpers/a-lab.ts'

test('what came of keys is said line by line, and a code is not', async () => {
  const { client } = await aLab({ trusts: false })
  const pressed = await client.call('key', { reader: 'home/front-door', keys: '1 tick 4711 tick 12 bell bell 12' })
  const lines = renderKeypadAnswers(pressed, PLAIN)
  expect(lines).toEqual([
    'home/front-door: output 1 is selected; a code or a tag comes next',
    expect.stringMatching(/^denied .*home\/front-door/),
    expect.stringContaining('of nobody here'),
    expect.stringContaining('UNKNOWN_CREDENTIAL'),
    'home/front-door: the bell rings, Bsel 12',
    'home/front-door: the bell rings, Bsel -1',
    'home/front-door: digits wait for more; without a tick they count as a code when their time is over',
  ])
  expect(lines.join()).not.toContain('4711')
})
