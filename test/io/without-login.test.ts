import { expect, test } from 'vitest'
import { withoutLogin } from '../../sim/io/without-login.ts'

test.for<[string, string]>([
  ['mqtt://127.0.0.1:1883', 'mqtt://127.0.0.1:1883'],
  ['mqtt://somebody:secret@broker:1883', 'mqtt://broker:1883'],
  ['mqtts://somebody:with@sign@broker/path', 'mqtts://broker/path'],
  ['mqtt://somebody@[::1]:1883', 'mqtt://[::1]:1883'],
])('%s is shown as %s', ([url, shown]) => {
  expect(withoutLogin(url)).toBe(shown)
})
