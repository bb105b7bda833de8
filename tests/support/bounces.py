"""Reports of mails that did not arrive, as servers write them; each is handed the mail's Message-ID and recipient."""

POSTFIX = """\
Return-Path: <>
Received: by mail.example.org (Postfix) id 4Xk2mB1Zq9z1Jj; Sat, 20 Mar 2027 10:02:11 +0100 (CET)
Date: Sat, 20 Mar 2027 10:02:11 +0100 (CET)
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: events@example.org
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4Xk2mB1Zq8z1Jh.1805274131/mail.example.org"
Message-Id: <20270320090211.4Xk2mB1Zq9z1Jj{variant}@mail.example.org>

This is a MIME-encapsulated message.

--4Xk2mB1Zq8z1Jh.1805274131/mail.example.org
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.example.org.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<{recipient}>: host mx.mowin.example[192.0.2.25] said: 550 5.1.1 <{recipient}>:
    Recipient address rejected: User unknown in virtual mailbox table (in reply
    to RCPT TO command)

--4Xk2mB1Zq8z1Jh.1805274131/mail.example.org
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
X-Postfix-Queue-ID: 4Xk2mB1Zq8z1Jh
X-Postfix-Sender: rfc822; events@example.org
Arrival-Date: Sat, 20 Mar 2027 10:02:10 +0100 (CET)

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{recipient}
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.mowin.example
Diagnostic-Code: smtp; 550 5.1.1 <{recipient}>: Recipient address rejected:
    User unknown in virtual mailbox table

--4Xk2mB1Zq8z1Jh.1805274131/mail.example.org
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <events@example.org>
From: events@example.org
To: {recipient}
Subject: Ihre Anmeldung
Message-ID:
 <{message_id}>
Auto-Submitted: auto-generated

--4Xk2mB1Zq8z1Jh.1805274131/mail.example.org--
"""

POSTFIX_DELAYED = (
    POSTFIX.replace("Undelivered Mail Returned to Sender", "Delayed Mail (still being retried)")
    .replace("Action: failed", "Action: delayed")
    .replace("Status: 5.1.1", "Status: 4.4.1")
    .replace(
        "smtp; 550 5.1.1 <{recipient}>: Recipient address rejected:\n    User unknown in virtual mailbox table",
        "X-Postfix; connect to mx.mowin.example[192.0.2.25]:25:\n    Connection timed out",
    )
)
POSTFIX_GIVEN_UP = POSTFIX_DELAYED.replace("Action: delayed", "Action: failed")

EXIM = """\
Return-path: <>
Envelope-to: events@example.org
Received: from Debian-exim by smtp.example.org with local (Exim 4.96) id 1sXyZa-000abc-1B
Date: Sat, 20 Mar 2027 10:05:00 +0100
From: Mail Delivery System <Mailer-Daemon@smtp.example.org>
To: events@example.org
Auto-Submitted: auto-replied
References: <{message_id}>
Subject: Mail delivery failed: returning message to sender
MIME-Version: 1.0
X-Failed-Recipients: {recipient}
Content-Type: multipart/report; report-type=delivery-status; boundary=1805274300-eximdsn-1804289383
Message-Id: <E1sXyZa-000abc-1B{variant}@smtp.example.org>

--1805274300-eximdsn-1804289383
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {recipient}
    all relevant MX records point to non-existent hosts

--1805274300-eximdsn-1804289383
Content-type: message/delivery-status

Reporting-MTA: dns; smtp.example.org

Action: failed
Final-Recipient: rfc822;{recipient}
Status: 5.0.0

--1805274300-eximdsn-1804289383
Content-type: message/rfc822

Return-path: <events@example.org>
From: events@example.org
To: {recipient}
Subject: =?utf-8?q?Ihre_Anmeldung_ist_best=C3=A4tigt?=
Message-ID: <{message_id}>

Guten Tag

--1805274300-eximdsn-1804289383--
"""

OLD_EXIM = """\
Date: Sat, 20 Mar 2027 10:05:00 +0100
From: Mail Delivery System <Mailer-Daemon@smtp.example.org>
To: events@example.org
Subject: Mail delivery failed: returning message to sender
X-Failed-Recipients: {recipient}
Message-Id: <E1sXyZb-000abd-2C{variant}@smtp.example.org>

This message was created automatically by mail delivery software.

  {recipient}
    SMTP error from remote mail server after RCPT TO:<{recipient}>:
    host mx.diwish.example [192.0.2.7]: 552 5.2.2 Mailbox full, over quota

------ This is a copy of the message, including all the headers. ------

Return-path: <events@example.org>
To: {recipient}
Message-ID: <{message_id}>
"""

EXCHANGE = """\
From: <postmaster@biocon.example>
To: <events@example.org>
Date: Sat, 20 Mar 2027 09:07:30 +0000
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="e1c8f2d4-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
Message-ID: <0b1c2d3e-4f50-4a6b{variant}@AM0PR01MB1234.eurprd01.prod.exchangelabs.example>
In-Reply-To: <{message_id}>
References: <{message_id}>
Subject: =?utf-8?B?VW56dXN0ZWxsYmFyOiBJaHJlIEFubWVsZHVuZw==?=
Auto-Submitted: auto-replied
MIME-Version: 1.0

--e1c8f2d4-5a6b-4c7d-8e9f-0a1b2c3d4e5f
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="a9b8c7d6-1122-3344-5566-77889900aabb"

--a9b8c7d6-1122-3344-5566-77889900aabb
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

SWhyZSBOYWNocmljaHQgYW4gZGllIGZvbGdlbmRlbiBFbXBmw6RuZ2VyIGtvbm50ZSBuaWNodCB6
dWdlc3RlbGx0IHdlcmRlbi4=

--a9b8c7d6-1122-3344-5566-77889900aabb
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PHA+SWhyZSBOYWNocmljaHQ8L3A+

--a9b8c7d6-1122-3344-5566-77889900aabb--

--e1c8f2d4-5a6b-4c7d-8e9f-0a1b2c3d4e5f
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01MB1234.eurprd01.prod.exchangelabs.example
Received-From-MTA: dns;mail.example.org
Arrival-Date: Sat, 20 Mar 2027 09:07:29 +0000

Final-Recipient: rfc822;{recipient}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup

--e1c8f2d4-5a6b-4c7d-8e9f-0a1b2c3d4e5f
Content-Type: text/rfc822-headers

Received: from mail.example.org (192.0.2.1) by AM0PR01MB1234 with Microsoft SMTP Server
To: <{recipient}>
Message-ID: <{message_id}>
Date: Sat, 20 Mar 2027 09:07:28 +0000

--e1c8f2d4-5a6b-4c7d-8e9f-0a1b2c3d4e5f--
"""

GMAIL = """\
Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: events@example.org
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: <{message_id}>
In-Reply-To: <{message_id}>
X-Failed-Recipients: {recipient}
Message-ID: <65fac1d2.170a0220.8e1f3{variant}.b2c4.GMR@mx.google.com>
Date: Sat, 20 Mar 2027 02:10:42 -0700 (PDT)
Content-Type: multipart/report; boundary="0000000000008f2c4a06143a"; report-type=delivery-status
MIME-Version: 1.0

--0000000000008f2c4a06143a
Content-Type: multipart/related; boundary="0000000000008f2c5306143c"

--0000000000008f2c5306143c
Content-Type: multipart/alternative; boundary="0000000000008f2c5d06143d"

--0000000000008f2c5d06143d
Content-Type: text/plain; charset="UTF-8"

** Address not found **

Your message wasn't delivered to {recipient} because the address couldn't be found, or is unable to receive mail.

--0000000000008f2c5d06143d
Content-Type: text/html; charset="UTF-8"

<html><body><p>Address not found</p></body></html>

--0000000000008f2c5d06143d--

--0000000000008f2c5306143c
Content-Type: image/png; name="icon.png"
Content-Disposition: attachment; filename="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p2Pn
lQAAAABJRU5ErkJggg==

--0000000000008f2c5306143c--

--0000000000008f2c4a06143a
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Received-From-MTA: dns; events@example.org
Arrival-Date: Sat, 20 Mar 2027 02:10:41 -0700 (PDT)
X-Original-Message-ID: <{message_id}>

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Remote-MTA: dns; gmail-smtp-in.l.google.com. (192.0.2.26, the server for the domain gmail.com.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos or unnecessary spaces.
 550 5.1.1 For more information, go to the help pages - gsmtp
Last-Attempt-Date: Sat, 20 Mar 2027 02:10:42 -0700 (PDT)

--0000000000008f2c4a06143a
Content-Type: message/rfc822

MIME-Version: 1.0
From: events@example.org
Message-ID: <{message_id}>
Subject: Ihre Anmeldung
To: {recipient}
Content-Type: text/plain; charset="UTF-8"

Guten Tag

--0000000000008f2c4a06143a--
"""

NAMELESS = """\
From: MAILER-DAEMON@mail.example.org
Date: Sat, 20 Mar 2027 10:02:11 +0100
Subject: failure notice
Message-ID: <nameless{variant}@mail.example.org>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
Arrival-Date: Sat, 20 Mar 2027 10:01:00 +0100

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.2.1
Diagnostic-Code: smtp; 550 This account has been disabled
--b--
"""
"""It returns nothing of the mail, so that only recipient and time say which one it was."""

OUT_OF_OFFICE = """\
From: {recipient}
To: events@example.org
Date: Sat, 20 Mar 2027 10:02:11 +0100
Subject: Automatische Antwort: Ihre Anmeldung
In-Reply-To: <{message_id}>
References: <{message_id}>
Auto-Submitted: auto-replied
Message-ID: <away{variant}@mowin.example>
Content-Type: text/plain; charset=utf-8

Ich bin bis zum 550. Tag nicht erreichbar.
"""

READ_RECEIPT = """\
From: {recipient}
To: events@example.org
Subject: Gelesen: Ihre Anmeldung
Message-ID: <read{variant}@mowin.example>
Content-Type: multipart/report; report-type=disposition-notification; boundary=b

--b
Content-Type: message/disposition-notification

Final-Recipient: rfc822; {recipient}
Original-Message-ID: <{message_id}>
Disposition: manual-action/MDN-sent-manually; displayed
--b--
"""

DELIVERED = POSTFIX.replace("Action: failed", "Action: delivered").replace("Status: 5.1.1", "Status: 2.0.0")
"""A server that was asked to says that all went well."""

FAILURES = {"postfix": POSTFIX, "exim": EXIM, "old exim": OLD_EXIM, "exchange": EXCHANGE, "gmail": GMAIL}
NO_BOUNCES = {"out of office": OUT_OF_OFFICE, "read receipt": READ_RECEIPT, "delivered": DELIVERED}


def report(template: str, recipient: str, message_id: str, variant: str = "") -> bytes:
    """The message as a mailbox holds it; ``variant`` makes it another message about the same mail."""
    text = template.replace("{recipient}", recipient).replace("{message_id}", message_id).replace("{variant}", variant)
    return text.replace("\n", "\r\n").encode()
