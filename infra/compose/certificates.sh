#!/bin/sh
# Makes an authority of this installation's own, and one certificate for all its servers. Whoever reads the folder can pose as them: it is
# for one machine, and its files are readable for the users of all images.
set -eu
cd "${1:?usage: $0 FOLDER}"
[ -f server.p12 ] && exit 0
umask 022

openssl req -x509 -newkey rsa:2048 -noenc -days 365 -subj "/CN=ProviderService compose" -keyout ca.key -out ca.pem
openssl req -newkey rsa:2048 -noenc -subj "/CN=localhost" -keyout server.key -out server.csr
printf 'subjectAltName=DNS:localhost,DNS:nginx,DNS:cosmos,DNS:vault,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' > server.ext
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 365 -extfile server.ext -out server.pem
rm ca.key ca.srl server.csr server.ext
chmod 0644 server.key
# Written last: it says that all is there.
openssl pkcs12 -export -in server.pem -inkey server.key -certfile ca.pem -passout pass:emulator -out server.p12.new
chmod 0644 server.p12.new
mv server.p12.new server.p12
