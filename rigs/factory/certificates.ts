import 'reflect-metadata'
import { createPrivateKey, type webcrypto as crypto, KeyObject, randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

/** A private key and the certificate that says whose it is, both PEM. */
export interface Certified {
  readonly certificate: string
  readonly privateKey: string
}

/** P-256 with SHA-256: what browsers, Node and OpenSSL all take, and quick to make. */
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** From Loxone's epoch to long after any rig, so that a clock that was moved does not matter. */
const VALIDITY = { notBefore: new Date('2009-01-01T00:00:00Z'), notAfter: new Date('2099-12-31T23:59:59Z') }

/** Under these every device is reached on the rig's own machine. */
const LOOPBACK = ['localhost', '127.0.0.1', '::1']

/**
 * Makes the CA of one rig: whatever it signed is a device of this rig, and nothing else is.
 *
 * @param rig its name, for people who look at the certificate
 */
export async function makeDeviceCa(rig: string): Promise<Certified> {
  const keys = await makeKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...VALIDITY,
    serialNumber: certificateNumber(),
    name: [{ O: ['loxrig'] }, { CN: [`Factory of ${rig}`] }],
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: certificate.toString('pem'), privateKey: pemOf(keys.privateKey) }
}

/**
 * Certifies a new key pair for a serial number, for both ends of TLS. The subject's common name is the serial.
 *
 * The same key signs Trust key files: so the certificate binds what a unit signs to its serial as it binds its connections, and
 * there is no second key to keep and to bind. Signed text begins with its purpose and can be taken for nothing of TLS.
 *
 * @param hosts names and addresses, beside this machine's loopback ones, under which the device is reached
 */
export async function certify(ca: Certified, serial: string, hosts: readonly string[] = []): Promise<Certified> {
  const [keys, signingKey] = await Promise.all([makeKeys(), signingKeyOf(ca)])
  const issuer = new X509Certificate(ca.certificate)
  const certificate = await X509CertificateGenerator.create({
    ...VALIDITY,
    serialNumber: certificateNumber(),
    subject: [{ O: ['loxrig'] }, { CN: [serial] }],
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
      new SubjectAlternativeNameExtension(alternativeNames(hosts)),
      await AuthorityKeyIdentifierExtension.create(issuer, false),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: certificate.toString('pem'), privateKey: pemOf(keys.privateKey) }
}

function alternativeNames(hosts: readonly string[]): { type: 'ip' | 'dns'; value: string }[] {
  return Array.from(new Set([...LOOPBACK, ...hosts]), (value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }))
}

function makeKeys(): Promise<crypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
}

function signingKeyOf({ privateKey }: Certified): Promise<crypto.CryptoKey> {
  const pkcs8 = createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'der' })
  return webcrypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign'])
}

function pemOf(key: crypto.CryptoKey): string {
  return KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** Positive and 128 bits of chance, as CAs number certificates: the leading digit keeps the sign bit clear and the number full. */
function certificateNumber(): string {
  return `4${randomBytes(16).toString('hex').slice(1)}`
}
