import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeReply } from '../../../sim/protocol/loxone/encode-reply.ts'
import { httpCommand } from '../../../sim/protocol/loxone/http-command.ts'
import { httpReply } from '../../../sim/protocol/loxone/http-reply.ts'
import { parseCommand } from '../../../sim/protocol/loxone/parse-command.ts'

describe('parseCommand()', () => {
  test.for([
    ['jdev/cfg/api', { type: 'config', name: 'api' }],
    ['/jdev/cfg/apiKey', { type: 'config', name: 'apiKey' }],
    ['dev/cfg/version', { type: 'config', name: 'version' }],
    ['jdev/sys/getkey', { type: 'get-key' }],
    ['jdev/sys/getkey2/Anna%40Office', { type: 'get-key2', user: 'Anna@Office' }],
    ['jdev/sys/getvisusalt/admin', { type: 'get-visu-salt', user: 'admin' }],
    [
      'jdev/sys/getjwt/ab/admin/4/u-u/my%20app',
      { type: 'get-token', jwt: true, hash: 'ab', user: 'admin', permission: 4, client: 'u-u', info: 'my app' },
    ],
    ['jdev/sys/gettoken/ab/admin/2/u-u/a/b?x=1', { type: 'get-token', jwt: false, permission: 2, info: 'a/b' }],
    ['authwithtoken/ab/admin', { type: 'auth-with-token', hash: 'ab', user: 'admin' }],
    ['jdev/sys/refreshjwt/ab/admin', { type: 'refresh-token', jwt: true }],
    ['jdev/sys/killtoken/ab/admin', { type: 'kill-token' }],
    ['data/LoxAPP3.json', { type: 'structure-file' }],
    ['jdev/sps/loxappversion3', { type: 'structure-version' }],
    ['jdev/sps/enablebinstatusupdate', { type: 'enable-states' }],
    ['jdev/sps/io/1a-2b/output/1', { type: 'io', uuid: '1a-2b', action: 'output/1' }],
    ['dev/sps/io/Door%20Bell/Pulse', { type: 'io', uuid: 'Door Bell', action: 'Pulse' }],
    [
      'jdev/sps/ios/hash/1a-2b/nfc/startlearn',
      { type: 'io', uuid: '1a-2b', action: 'nfc/startlearn', visuHash: 'hash' },
    ],
    ['jdev/sys/getkey/more', { type: 'unknown' }],
    ['jdev/sys/getkey2', { type: 'unknown' }],
    ['', { type: 'unknown' }],
  ] as const)('reads %s', ([path, expected]) => {
    expect(parseCommand(path)).toMatchObject({ control: path.replace(/^\//, ''), ...expected })
  })

  test('takes any text for a command, and echoes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseCommand(`jdev/${text}`).control).toBe(`jdev/${text}`)
      }),
    )
  })
})

describe('httpCommand()', () => {
  const query = new URLSearchParams()

  test('wraps the command in the login of its header; the password may hold colons', () => {
    const authorization = `Basic ${Buffer.from('Anna:se:cret').toString('base64')}`
    expect(httpCommand('/data/LoxAPP3.json', { authorization, query })).toEqual({
      control: 'data/LoxAPP3.json',
      type: 'basic',
      user: 'Anna',
      password: 'se:cret',
      inner: { control: 'data/LoxAPP3.json', type: 'structure-file' },
    })
  })

  test('or in the token hash of its query, or in nothing', () => {
    const withToken = new URLSearchParams('autht=ab&user=Anna')
    expect(httpCommand('/data/LoxAPP3.json', { authorization: undefined, query: withToken })).toMatchObject({
      type: 'with-token',
      hash: 'ab',
      user: 'Anna',
    })
    expect(httpCommand('/data/LoxAPP3.json', { authorization: 'Bearer x', query })).toMatchObject({
      type: 'structure-file',
    })
  })
})

describe('answers', () => {
  test('of cfg/api are text in text', () => {
    const { body } = encodeReply(parseCommand('jdev/cfg/api'), { code: 200, value: { snr: '50:4F', version: '15.3' } })
    expect(JSON.parse(body)).toEqual({
      LL: { control: 'dev/cfg/api', value: "{'snr': '50:4F', 'version':'15.3'}", Code: '200' },
    })
  })

  test('that HTTP itself can give are pages with a status; token commands say why in their envelope', () => {
    const refused = httpReply(parseCommand('jdev/sps/io/x/on'), { code: 403, value: 'no' })
    expect(refused).toMatchObject({ status: 403, contentType: 'text/html' })
    expect(refused.body).toContain('<errorcode>403</errorcode> <errordetail>Forbidden</errordetail>')
    const token = httpReply(parseCommand('jdev/sys/getjwt/a/b/4/u/i'), { code: 401, value: { unix: 1 } })
    expect(JSON.parse(token.body).LL).toMatchObject({ value: { unix: 1 }, code: '401' })
  })

  test('to dev/ are XML over HTTP', () => {
    const { contentType, body } = httpReply(parseCommand('dev/cfg/version'), { code: 200, value: '15.3.12.7' })
    expect(contentType).toBe('text/xml')
    expect(body).toContain('value="15.3.12.7"')
  })
})
