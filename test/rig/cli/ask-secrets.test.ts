import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { askSecrets } from '../../../rigs/cli/ask-secrets.ts'

function streams(isPerson: boolean) {
  const [input, prompt] = [Object.assign(new PassThrough(), { isTTY: isPerson }), new PassThrough()]
  return { input, prompt, told: () => String(prompt.read() ?? '') }
}

test('takes a line of standard input for each, and tells a program nothing', async () => {
  const { input, prompt, told } = streams(false)
  input.end('one secret\r\n0815\nmore\n')
  expect(await askSecrets(['Password', 'Access code'], { input, prompt })).toEqual(['one secret', '0815'])
  expect(told()).toBe('')
})

test('asks a person for each, and shows nothing of what is typed', async () => {
  const { input, prompt, told } = streams(true)
  input.write('one\r')
  const asked = askSecrets(['Password', 'Access code'], { input, prompt })
  input.write('two\r')
  expect(await asked).toEqual(['one', 'two'])
  expect(told()).toBe('Password: \nAccess code: \n')
})

test('says what did not come', async () => {
  const { input, prompt } = streams(false)
  input.end('only one\n')
  await expect(askSecrets(['Password', 'Access code'], { input, prompt })).rejects.toMatchObject({
    code: 'USAGE',
    message: 'no access code came on standard input; write one a line',
  })
})
