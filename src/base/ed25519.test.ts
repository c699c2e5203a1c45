import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSignedBy, privateKeyPem, readPrivateKey, readPublicKey, sayKeyProblem, signBytes } from './ed25519.ts'

// SOURCE: RFC 8032 section 7.1, tests 1 and 2.
const RFC_8032 = [
  {
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
]

/** The eight points whose order divides 8, then the six other ways to write four of them. */
const SMALL_ORDER = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
]

const bytes = (hex: string) => Buffer.from(hex, 'hex')
const nodeKey = (hex: string) =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes(hex).toString('base64url') }, format: 'jwk' })
const kindOf = (read: ReturnType<typeof readPublicKey | typeof readPrivateKey>) => (read.ok ? 'ok' : read.error.kind)

describe('an Ed25519 key', () => {
  it.each(RFC_8032)('signs and verifies as RFC 8032 does', ({ seed, publicKey, message, signature }) => {
    const key = readPrivateKey(bytes(seed))
    if (!key.ok) throw new Error(key.error.kind)
    expect(key.value.publicKey.hex).toBe(publicKey)
    expect(Buffer.from(signBytes(key.value, bytes(message))).toString('hex')).toBe(signature)
    expect(isSignedBy(key.value.publicKey, bytes(message), bytes(signature))).toBe(true)
    expect(isSignedBy(key.value.publicKey, bytes(`${message}00`), bytes(signature))).toBe(false)
    expect(isSignedBy(key.value.publicKey, bytes(message), bytes(`${signature}00`))).toBe(false)
  })

  it('reads the same from PEM, a JWK, hexadecimal digits and raw bytes', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const jwk = publicKey.export({ format: 'jwk' })
    const raw = Buffer.from(String(jwk.x), 'base64url')
    const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString()
    for (const input of [pem, jwk, raw.toString('hex'), new Uint8Array(raw)]) {
      expect(readPublicKey(input)).toMatchObject({ ok: true, value: { hex: raw.toString('hex') } })
    }
    const privatePem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    const read = readPrivateKey(privatePem)
    expect(read.ok && read.value.publicKey.hex).toBe(raw.toString('hex'))
    expect(read.ok && privateKeyPem(read.value)).toBe(privatePem)
  })

  it.each(SMALL_ORDER)('of small order is refused, though Node takes a forgery under it: %s', (hex) => {
    // R is the neutral point and S is 0, so the forgery holds whenever the message's hash is a multiple of the order.
    const forgery = Buffer.concat([bytes(SMALL_ORDER[0] ?? ''), Buffer.alloc(32)])
    const isTaken = (n: number) => verify(null, Buffer.from(`a message nobody signed, ${n}`), nodeKey(hex), forgery)
    expect(Array.from({ length: 200 }, (_, n) => n).some(isTaken)).toBe(true)
    for (const input of [bytes(hex), hex, nodeKey(hex).export({ format: 'jwk' })]) {
      expect(kindOf(readPublicKey(input))).toBe('key.small-order')
    }
    expect(kindOf(readPublicKey(nodeKey(hex).export({ format: 'pem', type: 'spki' }).toString()))).toBe(
      'key.small-order',
    )
  })

  it('that is no point of the curve, or is not reduced, is refused', () => {
    const isPoint = Array.from({ length: 40 }, (_, y) => kindOf(readPublicKey(Buffer.alloc(32, 0).fill(y, 0, 1))))
    // About half of all numbers are the y of a point.
    expect(isPoint.slice(2).filter((kind) => kind === 'key.not-a-point').length).toBeGreaterThan(9)
    expect(isPoint.slice(2).filter((kind) => kind === 'ok').length).toBeGreaterThan(9)
    for (let y = 0xef; y <= 0xff; y++) {
      const raw = Buffer.alloc(32, 0xff)
      raw[0] = y
      raw[31] = 0x7f
      expect(kindOf(readPublicKey(raw))).toBe('key.not-a-point')
    }
  })

  it('of another kind, private, or not a key is refused with its reason', () => {
    const rsa = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const ed25519 = generateKeyPairSync('ed25519')
    const privatePem = ed25519.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    expect(kindOf(readPublicKey(rsa.publicKey.export({ format: 'jwk' })))).toBe('key.not-ed25519')
    expect(kindOf(readPublicKey(rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString()))).toBe(
      'key.not-ed25519',
    )
    expect(kindOf(readPrivateKey(rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()))).toBe(
      'key.not-ed25519',
    )
    expect(kindOf(readPublicKey(privatePem))).toBe('key.not-public')
    expect(kindOf(readPublicKey(ed25519.privateKey.export({ format: 'jwk' })))).toBe('key.not-public')
    for (const nothing of ['', 'key', 'ab'.repeat(31), Buffer.alloc(31), { kty: 'OKP', crv: 'Ed25519' }]) {
      expect(kindOf(readPublicKey(nothing))).toBe('key.unreadable')
    }
    for (const nothing of ['', 'key', Buffer.alloc(31)]) expect(kindOf(readPrivateKey(nothing))).toBe('key.unreadable')
    expect(sayKeyProblem({ kind: 'key.small-order' })).toContain('anyone could sign')
  })
})
