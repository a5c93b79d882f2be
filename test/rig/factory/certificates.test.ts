import { createPrivateKey, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { certify, makeDeviceCa } from '../../../rigs/factory/certificates.ts'
import { anEnv } from '../../helpers/an-env.ts'

const ca = await makeDeviceCa('two-sites')
const SERIAL = '504F94A00001'

describe('the factory of a rig', () => {
  test('binds a serial number to a key of its own, for both ends of TLS', async () => {
    const { certificate, privateKey } = await certify(ca, SERIAL)
    const read = new X509Certificate(certificate)
    expect(read.subject.split('\n')).toContain(`CN=${SERIAL}`)
    expect(read.checkPrivateKey(createPrivateKey(privateKey))).toBe(true)
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'])
    expect(read.ca).toBe(false)
  })

  test('signs with its own CA and no other', async () => {
    const read = new X509Certificate((await certify(ca, SERIAL)).certificate)
    const [own, other] = [ca, await makeDeviceCa('two-sites')].map((each) => new X509Certificate(each.certificate))
    expect([own?.ca, own && read.checkIssued(own), own && read.verify(own.publicKey)]).toEqual([true, true, true])
    expect(other && read.verify(other.publicKey)).toBe(false)
  })

  test('makes certificates valid from 2009 to the end of 2099, so that a moved clock does not matter', async () => {
    for (const { certificate } of [ca, await certify(ca, SERIAL)]) {
      const { validFrom, validTo } = new X509Certificate(certificate)
      expect(new Date(validFrom)).toEqual(new Date('2009-01-01T00:00:00Z'))
      expect(new Date(validTo)).toEqual(new Date('2099-12-31T23:59:59Z'))
    }
  })

  test('names loopback and the given hosts', async () => {
    const read = new X509Certificate((await certify(ca, SERIAL, ['office.lan', '192.168.1.7', 'fe80::1'])).certificate)
    for (const ip of ['127.0.0.1', '::1', '192.168.1.7', 'fe80::1']) expect(read.checkIP(ip)).toBeDefined()
    for (const host of ['localhost', 'office.lan']) expect(read.checkHost(host)).toBe(host)
    expect(read.checkHost('home.lan')).toBeUndefined()
  })

  test('never makes the same certificate or key twice', async () => {
    const [one, two] = [await certify(ca, SERIAL), await certify(ca, SERIAL)]
    expect(new X509Certificate(one.certificate).serialNumber).not.toBe(
      new X509Certificate(two.certificate).serialNumber,
    )
    expect(one.privateKey).not.toBe(two.privateKey)
  })

  test("what a unit signs is verified with its certificate's key, and with no other", async () => {
    const [office, home] = [await certify(ca, SERIAL), await certify(ca, '504F94A00002')]
    const [signer, other] = [anEnv({ privateKey: office.privateKey }), anEnv({ privateKey: home.privateKey })]
    const signature = signer.sign('text')
    const certified = new X509Certificate(office.certificate).publicKey.export({ type: 'spki', format: 'der' })
    expect(signer.publicKey).toBe(certified.toString('base64url'))
    expect(other.verify(signer.publicKey, 'text', signature)).toBe(true)
    expect(other.verify(other.publicKey, 'text', signature)).toBe(false)
    expect(other.verify(signer.publicKey, 'texts', signature)).toBe(false)
  })
})
