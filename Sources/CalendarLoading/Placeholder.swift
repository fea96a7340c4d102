// CalendarLoading
