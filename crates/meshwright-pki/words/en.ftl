# What the certificate authority says.

pki-no-algorithm = this build makes no keys of { $algorithm }; use ecdsa-p256, or the command line
pki-not-a-key = this is no private key that can sign certificates
pki-key-encrypted = the private key is encrypted
pki-wrong-passphrase = the passphrase does not open the key, or the file is damaged
pki-short-passphrase = the passphrase has fewer than { $least } characters
pki-not-a-certificate = this is no certificate
pki-key-does-not-fit = the private key is not the certificate's
pki-cannot-issue = the certificate must not sign CA certificates
pki-issuer-not-valid = the root is not valid today
pki-issuer-name = the root's name has a form that cannot be repeated to the byte; make a request with `meshwright ca request` and have the root's owner sign it
pki-other-request = none of the certificates is of the key that was made for the request
pki-chain-incomplete = the certificates do not lead to a root; add those of the CA and of its root
pki-writing = the certificate cannot be written: { $cause }
