import { describe, expect, test } from 'vitest'
import { fitsLogin, fitsVisu } from '../../../../sim/domain/miniserver/api/password.ts'
import { hashPassword } from '../../../../sim/domain/program/password.ts'
import { anEnv } from './a-miniserver.ts'

/** docs/miniserver-protocol.md §1.8, computed by code that real clients accepted. */
const KEY = '41434633443134324337383441373035453333424344364133373431333430413642333442334244'
const SALT = '31306137336533622D303163352D313732662D66666666616362383139643462636139'
const VECTORS = [
  {
    alg: 'SHA1',
    stored: '00F40767494D7C29AA298FDBFD3876667A450FAB',
    login: '79f2eb451aa56e25ef81c6588836fd646fd41bb2',
    visu: '2559c5f743c869b2d098312ff92423f6b638886b',
    token: '47a6cce78a51d11f9a175c653be1b24dffaeadde',
  },
  {
    alg: 'SHA256',
    stored: '273FC72FBE76294965E80ACB4F2AA53EEECC1D8012152AF12E8B5420D5E8A86A',
    login: 'a5557dfde7bfab624a67c6ce7cf6fb3391bc0a6093d0330390315fdca97536de',
    visu: 'b11142fbd17ffab827219ef68dc9e6065e5b1b490072f3da221b27aa5c96a413',
    token: '9bfb18c74b507bc1b918dd7452a5ed057e07ac23f757ce6527ddcd9673d16a37',
  },
] as const

describe.for(VECTORS)('the hashes of clients, with $alg', ({ alg, stored, login, visu, token }) => {
  const env = anEnv()
  const password = hashPassword(env.hash, alg, 'secret', SALT)

  test('are those of the protocol page', () => {
    expect(password.hash).toBe(stored)
    expect(fitsLogin({ env }, password, 'admin', login)(KEY)).toBe(true)
    expect(fitsVisu({ env }, hashPassword(env.hash, alg, '1234', SALT), visu)(KEY)).toBe(true)
    expect(env.hmac(alg, KEY, 'TOKEN')).toBe(token)
  })

  test('fit in upper case too, and not for another user', () => {
    expect(fitsLogin({ env }, password, 'admin', login.toUpperCase())(KEY)).toBe(true)
    expect(fitsLogin({ env }, password, 'Admin', login)(KEY)).toBe(false)
  })
})
