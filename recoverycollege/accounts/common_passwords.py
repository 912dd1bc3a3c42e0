"""Passwords that are tried first by whoever tries, written in one run, in small letters."""

from __future__ import annotations

_WORDS = """
password passwort passw0rd p@ssword p@ssw0rd pa55word mypassword newpassword thepassword
password1234 password12345 passwordpassword yourpassword nopassword changeme changemenow
pleasechangeme letmein letmeinnow letmeinplease openthedoor opensesame sesameopen welcome
welcomehome welcomeback welcometo welcomeall secret mysecret topsecret secretsecret qwerty
qwertyui qwertyuiop qwertyuiopasdf qwerty12345 qwertyqwerty asdfgh asdfghjkl asdfghjklzxc
zxcvbnm zxcvbnmasd qazwsx qazwsxedc qazwsxedcrfv 1qaz2wsx 1qaz2wsx3edc 1q2w3e 1q2w3e4r
1q2w3e4r5t 1q2w3e4r5t6y zaq12wsx zaq1xsw2 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 abcdef abcdefg
abcdefgh abcdefghi abcdefghij abcdefghijk abcdefghijkl abc123abc123 a1b2c3d4e5 a1b2c3d4e5f6
123456789 1234567890 12345678910 123456789012 0123456789 01234567890 0987654321 9876543210
987654321 1234512345 1231231234 123123123 321321321 1122334455 112233445566 1223334444
1357924680 2468013579 147258369 1472583690 159753456 741852963 7418529630 789456123 7894561230
123qweasd 123qweasdzxc qweasdzxc qweasd123 qwe123qwe123 asd123asd123 admin administrator
administration adminadmin admin12345 superadmin rootroot rootpassword superuser superman
superman123 batman batmanbatman spiderman spiderman123 wonderwoman ironman captainamerica
starwars starwars123 startrek gandalf hogwarts harrypotter hermione dumbledore pokemon
pokemonpokemon pikachu pikachupikachu nintendo playstation minecraft minecraft123 fortnite
fortnite123 iloveyou iloveyoutoo iloveyousomuch iloveyouforever ilovemyself ilovemymum
ilovemydad ilovemykids ilovejesus ilovecats ilovedogs iloveme loveyou loveyouforever lovelove
lovelovelove mylove foreverlove sunshine sunshine123 mysunshine goodmorning goodnight goodluck
rainbow butterfly butterflies strawberry blueberry chocolate chocolatecake cheesecake icecream
bananas flowerpower princess princess123 littleprincess beautiful gorgeous sweetheart babygirl
babyboy angel angelangel angels dragon dragons dragonball dragonfire monkey monkeys
monkeymonkey tiger tigertiger elephant unicorn unicorns kittycat pussycat doggy puppydog
goldenretriever football football123 footballer liverpool liverpoolfc manchester manutd
manchesterunited manchestercity chelseafc arsenalfc tottenham everton barcelona realmadrid
juventus baseball basketball cricket rugbyrugby formula1 michael michaeljackson jennifer
christopher elizabeth alexander charlotte margaret victoria catherine samantha nicholas
stephanie jesuschrist jesusislord godisgood godislove blessing hallelujah trustno1 trustnoone
computer computer123 internet internet123 microsoft windows windows10 facebook instagram
whatsapp youtube google googlegoogle samsung samsung123 iphone iphone123 android thisisme
itsmeagain whatever whatever123 nothing nothing123 something anything everything idontknow
icantremember forgotten forgetmenot remember rememberme temporary temppassword temp12345
testtest testtesttest testing testing123 testpassword test12345 example guestguest useruser
username userpassword default defaultpassword freedom freedom123 happiness happyhappy
happybirthday merrychristmas christmas newyear spring summer summer123 autumn winter winter123
january february september october november december monday tuesday wednesday thursday friday
saturday sunday london birmingham edinburgh glasgow cardiff belfast dublin england scotland
ireland united unitedkingdom college recovery recoverycollege riverside hospital mentalhealth
student students teacher schoolschool hopeandrecovery hopehope correcthorsebatterystaple
"""
COMMON = frozenset(_WORDS.split())
