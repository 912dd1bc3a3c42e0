"""Teaching: the pages of co-teachers. It owns no table; what it shows and changes belongs to
classes and enrolment. It promises that nobody sees a class they do not teach."""
